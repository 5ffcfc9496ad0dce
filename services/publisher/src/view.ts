/**
 * What the publisher keeps. Every row says from which position of the log on it is true and none is
 * ever changed by what comes later, so that the view answers as of any position up to its own: it may
 * be ahead of what has been published.
 */
import type { ReadModel, ViewDefinition } from '@xianjie/contracts'

export const publisherView: ViewDefinition = {
  name: 'publisher',
  version: 1,
  schema: `
    CREATE TABLE fact (
      position INTEGER PRIMARY KEY, subject TEXT NOT NULL,
      recorded_at INTEGER NOT NULL, open TEXT NOT NULL
    );
    CREATE INDEX fact_by_subject ON fact (subject, position);
    CREATE TABLE clock (position INTEGER PRIMARY KEY, at INTEGER NOT NULL);
    CREATE TABLE due (
      at INTEGER NOT NULL, subject TEXT NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (at, subject, position)
    ) WITHOUT ROWID;
    CREATE TABLE named (
      subject TEXT NOT NULL, agency TEXT NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (subject, agency)
    ) WITHOUT ROWID;
    CREATE TABLE registration (
      position INTEGER PRIMARY KEY, code TEXT NOT NULL, feed INTEGER NOT NULL,
      topics TEXT NOT NULL
    );
    CREATE TABLE parked (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
      type TEXT NOT NULL, reason TEXT NOT NULL
    );
  `,
}

export type Statements = ReturnType<typeof prepareStatements>
export const prepareStatements = (view: ReadModel) => ({
  putFact: view.prepare('INSERT OR IGNORE INTO fact VALUES (?, ?, ?, ?)'),
  facts: view.prepare('SELECT position, open FROM fact WHERE subject = ? ORDER BY position'),
  putClock: view.prepare('INSERT OR IGNORE INTO clock VALUES (?, ?)'),
  clock: view.prepare('SELECT at FROM clock WHERE position <= ? ORDER BY position DESC LIMIT 1'),
  putDue: view.prepare('INSERT OR IGNORE INTO due VALUES (?, ?, ?)'),
  due: view.prepare(
    `SELECT at, subject, position FROM due
     WHERE (at, subject, position) > (?, ?, ?) AND at <= ? ORDER BY at, subject, position LIMIT 1`,
  ),
  name: view.prepare(
    `INSERT INTO named VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET position = min(position, excluded.position)`,
  ),
  named: view.prepare('SELECT agency, position FROM named WHERE subject = ? AND position <= ?'),
  register: view.prepare('INSERT OR IGNORE INTO registration VALUES (?, ?, ?, ?)'),
  registrations: view.prepare('SELECT position, code, feed, topics FROM registration'),
  park: view.prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)'),
  unpark: view.prepare('DELETE FROM parked WHERE position = ?'),
  findParked: view.prepare('SELECT stream, revision FROM parked WHERE position = ?'),
  parked: view.prepare('SELECT * FROM parked ORDER BY position LIMIT ?'),
  parkedCount: view.prepare('SELECT count(*) AS count FROM parked'),
})
