import t from 'tap'
import { parseStoreAddress } from './address.ts'

t.test('what names no store and bucket is refused', async (t) => {
  const wrong = [
    '',
    'store:9000/bucket',
    's3://bucket',
    'http://store:9000',
    'http://store:9000/',
    'http://store:9000/ab',
    'http://store:9000/UPPER',
    'http://store:9000/bucket/folder',
    'http://store:9000/bucket?x=1',
    'http://account:secret@store:9000/bucket',
    'http://store:port/bucket',
  ]
  for (const text of wrong) t.throws(() => parseStoreAddress(text), TypeError, text)
})

t.test('an address is an endpoint and a bucket', async (t) => {
  const expected = { endpoint: 'http://store:9000', bucket: 'xianjie' }
  t.same(parseStoreAddress('http://store:9000/xianjie'), expected)
  t.same(parseStoreAddress('http://store:9000/xianjie/'), expected)
  t.same(parseStoreAddress('https://[::1]/a.b-c'), { endpoint: 'https://[::1]', bucket: 'a.b-c' })
})
