import t from 'tap'
import { preferred } from './preferred.ts'

const OFFERS = ['application/json', 'text/html', 'text/markdown'] as const

t.test('the form that a caller prefers', async (t) => {
  const cases = {
    'text/html': 'text/html',
    'text/markdown': 'text/markdown',
    'TEXT/HTML ; Q=0.5': 'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8': 'text/html',
    'text/*': 'text/html',
    'text/*;q=0.5, text/markdown': 'text/markdown',
    'text/html;q=0.2, text/markdown;q=0.3, */*;q=0.1': 'text/markdown',
    'application/json, text/html': 'application/json',
    'text/html;q=0, text/*': 'text/markdown',
  }
  for (const [accept, form] of Object.entries(cases))
    t.equal(preferred(accept, OFFERS), form, accept)
})

t.test(
  'whoever asks for nothing, for anything or for what is not there gets JSON as before',
  async (t) => {
    const cases = [
      undefined,
      '',
      '*/*',
      'application/*',
      'image/png',
      'html',
      'text/html;q=7',
      ';;,',
    ]
    for (const accept of cases)
      t.equal(preferred(accept, OFFERS), 'application/json', String(accept))
  },
)
