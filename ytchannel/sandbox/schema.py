"""The tables of a database, and what changes one of an earlier version into one of this."""

from __future__ import annotations

TABLES = """
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS resource (
  number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL,
  position INTEGER NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, id));
CREATE INDEX IF NOT EXISTS resource_order ON resource (kind, parent, position);
CREATE INDEX IF NOT EXISTS resource_subject ON resource (kind, subject);
CREATE TABLE IF NOT EXISTS newest (
  kind TEXT PRIMARY KEY, id TEXT NOT NULL, parent TEXT NOT NULL, position INTEGER NOT NULL, subject TEXT NOT NULL,
  body TEXT, hidden INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS spent (day TEXT, bucket TEXT, units INTEGER NOT NULL, PRIMARY KEY (day, bucket));
CREATE TABLE IF NOT EXISTS fault (
  number INTEGER PRIMARY KEY, method TEXT NOT NULL, phase TEXT NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, method TEXT NOT NULL, status INTEGER NOT NULL,
  units INTEGER NOT NULL, bucket TEXT NOT NULL, bytes INTEGER NOT NULL, phase TEXT NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS upload (
  id TEXT PRIMARY KEY, method TEXT NOT NULL, start TEXT NOT NULL, total INTEGER, kept INTEGER NOT NULL,
  writer INTEGER NOT NULL, status INTEGER NOT NULL, answer BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS media (
  kind TEXT NOT NULL, id TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, mime TEXT NOT NULL,
  kept INTEGER NOT NULL, PRIMARY KEY (kind, id));
CREATE INDEX IF NOT EXISTS media_hash ON media (sha256);
CREATE TABLE IF NOT EXISTS made (channel TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS made_when ON made (channel, kind, at);
CREATE TABLE IF NOT EXISTS oauth_form (nonce TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS oauth_code (
  code TEXT PRIMARY KEY, client TEXT NOT NULL, account TEXT NOT NULL, channel TEXT NOT NULL, scopes TEXT NOT NULL,
  redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL, ends REAL NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS oauth_login (
  number INTEGER PRIMARY KEY AUTOINCREMENT, refresh TEXT NOT NULL UNIQUE, client TEXT NOT NULL, account TEXT NOT NULL,
  channel TEXT NOT NULL, scopes TEXT NOT NULL, ends REAL, used REAL NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS oauth_access (
  token TEXT PRIMARY KEY, login INTEGER NOT NULL, scopes TEXT NOT NULL, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS oauth_device (
  device_code TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client TEXT NOT NULL, scopes TEXT NOT NULL,
  ends REAL NOT NULL, polled REAL, state TEXT NOT NULL, account TEXT NOT NULL, channel TEXT NOT NULL,
  granted TEXT NOT NULL);
"""
"""What there is in a database."""

VERSION = 4

CHANGES = {1: "DROP TABLE media"}
"""What a database of an earlier version needs before the tables are made that it lacks."""
