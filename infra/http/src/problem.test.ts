import { problems } from '@xianjie/contracts'
import t from 'tap'
import { languageOf } from './problem.ts'

t.test('a reader who asks for neither language gets both', async (t) => {
  t.equal(languageOf(undefined), 'both')
  t.equal(languageOf('fr, de;q=0.5'), 'both')
  t.equal(languageOf('zh;q=0'), 'both')
})

t.test('the better liked language wins', async (t) => {
  t.equal(languageOf('en-US,en;q=0.9,zh-CN;q=0.8'), 'en')
  t.equal(languageOf('fr, zh-CN;q=0.9, en;q=0.2'), 'zh')
  t.equal(languageOf('en;q=0.1, zh'), 'zh')
})

t.test(
  'every problem has a status and tells its reader in both languages what to do',
  async (t) => {
    for (const [code, { status, title, advice }] of Object.entries(problems)) {
      t.ok(status >= 400 && status < 600, code)
      for (const text of [title.zh, title.en, advice.zh, advice.en]) t.ok(text.length > 3, code)
    }
  },
)
