import t from 'tap'
import { statusAt } from '../subject/status-at.ts'
import { at, calendar } from '../subject/testing.ts'
import { FINDING_RULES } from './catalogue.ts'
import { CASES } from './testing/all.ts'

for (const [code, title, facts, on, holds] of CASES) {
  t.test(`${code}, ${title}: ${holds}`, async (t) => {
    const { findings } = statusAt(facts, at(on), calendar)
    const found = findings.map((each) => each.code)
    t.equal(found.includes(code) ? 'holds' : 'silent', holds, found.join(', '))
  })
}

t.test('every rule has a case in which it holds and one in which it does not', async (t) => {
  const seen = new Set(CASES.map(([code, , , , holds]) => `${code} ${holds}`))
  const missing = FINDING_RULES.flatMap(({ code }) =>
    ['holds', 'silent'].map((each) => `${code} ${each}`).filter((each) => !seen.has(each)),
  )
  t.same(missing, [])
})

t.test('every rule says its law, and in both languages what is odd and what to do', async (t) => {
  for (const { code, law, title, message, severity } of FINDING_RULES) {
    t.match(code, /^[a-z]+(-[a-z]+)+$/)
    t.ok(law && title.zh && title.en && message.zh && message.en, code)
    t.match(severity, /^(notice|warning|serious)$/)
  }
  t.equal(new Set(FINDING_RULES.map(({ code }) => code)).size, FINDING_RULES.length)
})
