"""Asking the outlets and keeping what they answer: a Scrapy project whose queue is the database."""
