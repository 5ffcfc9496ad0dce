/** What the view of subjects holds: the open part of each acceptance, names, and what could not be taken. */
import type { ReadModel, ViewDefinition } from '@xianjie/contracts'

export const subjectView: ViewDefinition = {
  name: 'status',
  version: 4,
  schema: `
    CREATE TABLE accepted (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, open BLOB NOT NULL);
    CREATE TABLE named (
      name_key TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (name_key, subject)
    ) WITHOUT ROWID;
    CREATE TABLE parked (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
      type TEXT NOT NULL, reason TEXT NOT NULL
    );
  `,
}

/** Made when the view first comes level with the log: sorting once is cheaper than keeping order. */
export const BY_SUBJECT = 'CREATE INDEX IF NOT EXISTS accepted_by_subject ON accepted (subject)'

export type Statements = ReturnType<typeof prepareStatements>
export const prepareStatements = (view: ReadModel) => ({
  put: view.prepare('INSERT OR REPLACE INTO accepted (position, subject, open) VALUES (?, ?, ?)'),
  name: view.prepare('INSERT OR IGNORE INTO named (name_key, subject) VALUES (?, ?)'),
  events: view.prepare('SELECT position, open FROM accepted WHERE subject = ? ORDER BY position'),
  named: view.prepare('SELECT subject FROM named WHERE name_key = ? ORDER BY subject'),
  subjects: view.prepare(
    'SELECT DISTINCT subject FROM accepted WHERE subject > ? ORDER BY subject LIMIT ?',
  ),
  any: view.prepare('SELECT 1 AS one FROM accepted LIMIT 1'),
})
