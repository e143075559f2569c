"""Bringing services in: from CPSV-AP files and from a city's own formats."""
