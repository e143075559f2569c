"""The catalogue of services: what CPSV-AP describes and an answer needs."""
