# What the counter itself says: refusals, and news about a conversation.

channel-parked = Вибачте, з вашим повідомленням щось пішло не так, і відповісти не вдалося. Запитайте, будь ласка, іншими словами або зверніться до працівника.
channel-forgotten = Цю розмову видалено.
channel-unknown-session = Цю розмову завершено. Будь ласка, почніть нову.
channel-too-many-sessions = Щойно з вашої мережі почали багато розмов. Спробуйте, будь ласка, трохи згодом.
channel-bad-request = Повідомлення не вдалося прочитати. Спробуйте, будь ласка, ще раз.
channel-too-fast = Це було трохи зашвидко. Зачекайте, будь ласка, хвилинку й надішліть ще раз.
channel-empty = У повідомленні немає тексту. Напишіть, будь ласка, що вам потрібно.
channel-too-long = Повідомлення задовге: найбільше 4000 символів. Скоротіть його, будь ласка, або надішліть частинами.
channel-unknown-choice = Цього варіанта вже немає. Напишіть, будь ласка, що вам потрібно.
channel-too-many-streams = Цю розмову вже відкрито в багатьох місцях. Закрийте, будь ласка, одне з них.
channel-unknown-language = Я не розмовляю цією мовою. Виберіть, будь ласка, мову зі списку.
channel-unknown-address = За цією адресою нічого немає.
channel-broken = У нас щось пішло не так. Спробуйте, будь ласка, за хвилинку.

channel-transcript-title = Ваша розмова зі службою підтримки міста
channel-speaker-person = Ви
channel-speaker-assistant = Асистент
channel-speaker-staff = Працівник
channel-speaker-system = Міська служба
