/** What the clock service keeps: how far each person is watched, what is to be told, every run as it stands. */
import type { ReadModel, ViewDefinition } from '@xianjie/contracts'

/**
 * `stirred` is the position of the person's last event in the log, `walked` the one up to which the
 * watch has come. `held` is the position of the document at which the rules failed, 0 while they do not.
 */
export const clockView: ViewDefinition = {
  name: 'clock',
  version: 1,
  schema: `
    CREATE TABLE person (
      subject TEXT PRIMARY KEY, stirred INTEGER NOT NULL, walked INTEGER NOT NULL DEFAULT 0,
      looked_at INTEGER NOT NULL DEFAULT 0, next INTEGER, told TEXT NOT NULL DEFAULT '[]',
      pending TEXT NOT NULL DEFAULT '[]', untold INTEGER NOT NULL DEFAULT 0,
      held INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX person_stirred ON person (subject) WHERE stirred > walked AND held = 0;
    CREATE INDEX person_due ON person (next, subject) WHERE next IS NOT NULL AND held = 0;
    CREATE INDEX person_untold ON person (subject) WHERE untold > 0;
    CREATE INDEX person_held ON person (held) WHERE held > 0;
    CREATE TABLE heard (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, news TEXT NOT NULL);
    CREATE INDEX heard_by_subject ON heard (subject, position);
    CREATE TABLE run (
      subject TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, due INTEGER NOT NULL,
      responsible TEXT NOT NULL, deadline TEXT NOT NULL, PRIMARY KEY (subject, key)
    ) WITHOUT ROWID;
    CREATE INDEX run_by_due ON run (due, subject, key);
    CREATE INDEX run_by_state ON run (state, due, subject, key);
    CREATE INDEX run_by_responsible ON run (responsible, due, subject, key);
    CREATE TABLE latest (only INTEGER PRIMARY KEY CHECK (only = 1), at INTEGER NOT NULL);
    INSERT INTO latest VALUES (1, 0);
    CREATE TABLE parked (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
      type TEXT NOT NULL, reason TEXT NOT NULL
    );
  `,
}

export type Statements = ReturnType<typeof prepareStatements>
export const prepareStatements = (view: ReadModel) => ({
  stir: view.prepare(
    `INSERT INTO person (subject, stirred) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET stirred = max(stirred, excluded.stirred), held = 0`,
  ),
  person: view.prepare('SELECT * FROM person WHERE subject = ?'),
  walked: view.prepare(
    `UPDATE person SET walked = ?, looked_at = ?, next = ?, told = ?, pending = ?, untold = ?
     WHERE subject = ?`,
  ),
  rouse: view.prepare(
    `INSERT INTO person (subject, stirred, next) VALUES (?, 0, 0)
     ON CONFLICT DO UPDATE SET next = 0, held = 0`,
  ),
  hold: view.prepare('UPDATE person SET held = ? WHERE subject = ?'),
  heldAt: view.prepare('SELECT subject FROM person WHERE held = ? AND held > 0'),
  stirred: view.prepare(
    'SELECT subject FROM person WHERE stirred > walked AND held = 0 ORDER BY subject LIMIT ?',
  ),
  due: view.prepare(
    `SELECT subject FROM person WHERE next IS NOT NULL AND held = 0 AND next <= ?
     ORDER BY next, subject LIMIT ?`,
  ),
  after: view.prepare(
    'SELECT subject FROM person WHERE subject > ? AND held = 0 ORDER BY subject LIMIT ?',
  ),
  untold: view.prepare(
    `SELECT subject FROM person WHERE untold > 0 AND stirred <= walked AND subject > ?
     ORDER BY subject LIMIT ?`,
  ),
  untoldCount: view.prepare(
    'SELECT coalesce(sum(untold), 0) AS count FROM person WHERE untold > 0',
  ),
  hear: view.prepare('INSERT OR REPLACE INTO heard VALUES (?, ?, ?)'),
  heard: view.prepare(
    'SELECT position, news FROM heard WHERE subject = ? AND position <= ? ORDER BY position LIMIT ?',
  ),
  forget: view.prepare('DELETE FROM heard WHERE subject = ? AND position <= ?'),
  latest: view.prepare('SELECT at FROM latest'),
  putLatest: view.prepare('UPDATE latest SET at = max(at, ?)'),
  runsOf: view.prepare('SELECT key, deadline FROM run WHERE subject = ?'),
  dropRun: view.prepare('DELETE FROM run WHERE subject = ? AND key = ?'),
  putRun: view.prepare('INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?)'),
  counts: view.prepare(
    `SELECT (SELECT count(*) FROM run WHERE state = 'open') AS open,
            (SELECT count(*) FROM run WHERE state = 'missed') AS missed`,
  ),
})
