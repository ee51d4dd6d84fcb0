"""Answers that are no pictures: what a request asks for, and how facts become text. No files, no HTTP here."""
