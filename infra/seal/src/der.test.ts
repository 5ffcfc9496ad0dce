import { test } from 'tap'
import {
  attempt,
  booleanOf,
  contentText,
  encoding,
  integerText,
  readDer,
  smallInteger,
} from './der.ts'
import { timeOf } from './time.ts'

const der = (hex: string) => readDer(Buffer.from(hex, 'hex'))
const refused = (read: () => unknown) => attempt(read) === undefined

test('what is not the one DER encoding is refused', async (t) => {
  const cases = [
    ['', 'nothing'],
    ['05', 'no length'],
    ['0500 00', 'an octet behind'],
    ['0401', 'content missing'],
    ['048101 00', 'a long length that could be short'],
    ['0482000100', 'a length with a leading zero'],
    ['3080 0500 0000', 'indefinite length'],
    ['2480 0401aa 0000', 'a string in pieces'],
    ['3003 0401', 'a child longer than its parent'],
    ['3004 0500 05', 'a child cut short'],
    ['1f8101 00', 'a tag number above 30'],
    ['3006 1e03 004100 05', 'a BMPString of odd length that swallows its neighbour'],
  ] as const
  for (const [hex, why] of cases)
    t.ok(
      refused(() => der(hex.replaceAll(' ', ''))),
      why,
    )
})

test('integers and truth values have one encoding too', async (t) => {
  t.ok(refused(() => integerText(der('0200'))))
  t.ok(refused(() => integerText(der('02020001'))))
  t.ok(refused(() => integerText(der('0202ff80'))))
  t.ok(refused(() => smallInteger(der('0201ff'))))
  t.ok(refused(() => smallInteger(der('02050100000000'))))
  t.ok(refused(() => booleanOf(der('010101'))))
  t.equal(smallInteger(der('02020100')), 256)
  t.equal(booleanOf(der('0101ff')), true)
})

test('an element knows its own octets', async (t) => {
  const [first, second] = der('3007040201020201 05'.replace(' ', '')).children
  t.equal(encoding(first!).toString('hex'), '04020102')
  t.equal(contentText(second!), '\x05')
})

const time = (tag: string, text: string) =>
  timeOf(
    der(`${tag}${text.length.toString(16).padStart(2, '0')}${Buffer.from(text).toString('hex')}`),
  )

test('times that do not exist or are written otherwise are refused', async (t) => {
  for (const text of [
    '260230000000Z',
    '261301000000Z',
    '260101240000Z',
    '260101000060Z',
    '2601010000Z',
    '260101000000+0800',
    '20260101000000Z',
  ]) {
    t.ok(
      refused(() => time('17', text)),
      text,
    )
  }
  t.ok(refused(() => time('18', '20260101000000.5Z')))
  t.ok(refused(() => time('18', '260101000000Z')))
})

test('a UTCTime of 50 and above belongs to the last century', async (t) => {
  t.equal(time('17', '491231235959Z'), Date.parse('2049-12-31T23:59:59Z'))
  t.equal(time('17', '500101000000Z'), Date.parse('1950-01-01T00:00:00Z'))
  t.equal(time('18', '20500101000000Z'), Date.parse('2050-01-01T00:00:00Z'))
})
