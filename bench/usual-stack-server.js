// What most teams would write: Nest on Express, class-validator on each request, and one SQLite transaction (FULL) for each
// event with its entry and its words. Decorators are called as functions, so that it needs no build.
import 'reflect-metadata';
import { Body, Controller, Module, Post, UnauthorizedException, UseGuards, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsISO8601, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const folder = process.env.OPSLEDGER_DATA;
mkdirSync(folder, { recursive: true });
const db = new DatabaseSync(join(folder, 'entries.db'));
db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE tokens (hash TEXT PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, type TEXT NOT NULL,
    recorded_at TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (stream, revision)
  );
  CREATE TABLE entries (
    id TEXT PRIMARY KEY, log TEXT NOT NULL, message TEXT NOT NULL, actor TEXT NOT NULL, occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL, position INTEGER NOT NULL
  );
  CREATE INDEX entries_of_log ON entries (log, occurred_at);
  CREATE VIRTUAL TABLE words USING fts5 (message, actor);`);
const tokenNamed = db.prepare('SELECT name FROM tokens WHERE hash = ?');
const addEvent = db.prepare('INSERT INTO events (stream, revision, type, recorded_at, data) VALUES (?, ?, ?, ?, ?)');
const addEntry = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)');
const addWords = db.prepare('INSERT INTO words (rowid, message, actor) VALUES (?, ?, ?)');

class EntryRequest {}
decorate(EntryRequest, 'log', IsString(), IsNotEmpty(), MaxLength(63));
decorate(EntryRequest, 'message', IsString(), IsNotEmpty(), MaxLength(65_536));
decorate(EntryRequest, 'actor', IsOptional(), IsString(), MaxLength(200));
decorate(EntryRequest, 'occurredAt', IsOptional(), IsISO8601());

class TokenGuard {
  canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const secret = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const token = tokenNamed.get(hashOf(secret));
    if (token === undefined) throw new UnauthorizedException();
    request.actor = token.name;
    return true;
  }
}

class Entries {
  log(body) {
    const recordedAt = new Date().toISOString();
    const { log, message, actor = 'bench', occurredAt = recordedAt } = body;
    const entry = { id: randomUUID(), log, message, actor, occurredAt, recordedAt };
    db.exec('BEGIN IMMEDIATE');
    try {
      const data = JSON.stringify(entry);
      const position = addEvent.run(`log-entry-${entry.id}`, 0, 'log-entry.logged', recordedAt, data).lastInsertRowid;
      addEntry.run(entry.id, log, message, actor, occurredAt, recordedAt, position);
      addWords.run(position, message, actor);
      db.exec('COMMIT');
      return { ...entry, position };
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}
Reflect.defineMetadata('design:paramtypes', [EntryRequest], Entries.prototype, 'log');
Body()(Entries.prototype, 'log', 0);
Post()(Entries.prototype, 'log', Object.getOwnPropertyDescriptor(Entries.prototype, 'log'));
UseGuards(TokenGuard)(Entries);
Controller('api/v1/log-entries')(Entries);

class UsualModule {}
Module({ controllers: [Entries] })(UsualModule);

const secret = randomBytes(24).toString('base64url');
db.prepare('INSERT INTO tokens VALUES (?, ?)').run(hashOf(secret), 'bench');
writeFileSync(join(folder, 'admin.token'), secret);
const app = await NestFactory.create(UsualModule, { logger: ['error', 'warn'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
console.log(`ready on http://127.0.0.1:${app.getHttpServer().address().port}`);

function decorate(shape, property, ...decorators) {
  for (const decorator of decorators) decorator(shape.prototype, property);
}

function hashOf(secret) {
  return createHash('sha256').update(secret).digest('hex');
}
