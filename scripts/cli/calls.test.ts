import { readFileSync, writeFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { test } from 'tap'
import { receipt, SUBJECT, statusAnswer } from './testing/answers.ts'
import { COURT, courtDesk, must, run } from './testing/desk.ts'
import { formOf, stubPlatform } from './testing/stub-platform.ts'

const PUSH = 'POST /v1/documents'

test('a platform that is not there is exit code 3, with what to do', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.xml'))
  const { url, close } = await stubPlatform(t, {})
  close()
  const { code, err } = await run('submit', at('doc.xml'), '--agency', at('court'), '--url', url)
  t.equal(code, 3)
  t.match(err, /cannot reach the platform at .*ECONNREFUSED.*\n.*npm start.*--url\n$/)
})

test('a server that is no platform is exit code 3', async (t) => {
  const { at } = await courtDesk(t)
  const { url } = await stubPlatform(t, {})
  const { code, err } = await run('status', SUBJECT, '--agency', at('court'), '--url', url)
  t.equal(code, 3)
  t.match(err, /answered 404, but not as a Xianjie platform does/)
})

test('a refusal shows every violation and is exit code 1', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.xml'))
  const problem = {
    status: 422,
    code: 'invalid-document',
    title: '文书不符合格式要求',
    detail: '请逐项修正',
    violations: [
      { path: '/header/number', code: 'missing', message: '缺少文号' },
      { path: '/body', code: 'missing', message: '缺少正文' },
    ],
  }
  const { url } = await stubPlatform(t, { [PUSH]: { status: 422, body: problem } })
  const args = ['submit', at('doc.xml'), '--agency', at('court'), '--url', url]
  const people = await run(...args)
  t.equal(people.code, 1)
  t.equal(people.out, '')
  t.match(people.err, /422 invalid-document: 文书不符合格式要求\n请逐项修正\n {2}\/header\/number/)
  t.match(people.err, /缺少正文/)
  const machine = await run(...args, '--json')
  t.equal(machine.code, 1)
  t.same(JSON.parse(machine.out), problem)
})

test('an overloaded platform is exit code 3 and says when to come back', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.xml'))
  const body = { status: 503, code: 'overloaded', title: '平台繁忙' }
  const { url } = await stubPlatform(t, {
    [PUSH]: { status: 503, headers: { 'retry-after': '5' }, body },
  })
  const { code, err } = await run('submit', at('doc.xml'), '--agency', at('court'), '--url', url)
  t.equal(code, 3)
  t.match(err, /503 overloaded: 平台繁忙\n.*try again after 5 s/)
})

test('a token that a sandbox’s clock refuses is explained', async (t) => {
  const { at } = await courtDesk(t)
  const { url } = await stubPlatform(t, {
    [`GET /v1/subjects/${SUBJECT}/status`]: {
      status: 401,
      headers: { 'xianjie-sandbox': 'true' },
      body: { status: 401, code: 'unauthenticated', title: '身份未经证明' },
    },
  })
  const { code, err } = await run('status', SUBJECT, '--agency', at('court'), '--url', url)
  t.equal(code, 1)
  t.match(err, /401 unauthenticated.*\n.*sandbox has a clock of its own.*--at/)
})

test('what is neither XML nor JSON is not sent', async (t) => {
  const { at } = await courtDesk(t)
  writeFileSync(at('doc.pdf'), '%PDF-1.7')
  const { code, err } = await run('submit', at('doc.pdf'), '--agency', at('court'))
  t.equal(code, 2)
  t.match(err, /neither XML nor JSON/)
})

test('a document goes out byte for byte, with its signature, attachments and token', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.xml'))
  await must('sign', at('doc.xml'), '--agency', at('court'))
  writeFileSync(at('裁定书.ofd'), 'OFD')
  const { url, asked } = await stubPlatform(t, { [PUSH]: { status: 201, body: receipt } })
  const { code, out } = await run(
    ...[
      'submit',
      at('doc.xml'),
      '--signature',
      at('doc.xml.p7s'),
      '--attachment',
      at('裁定书.ofd'),
    ],
    ...['--agency', at('court'), '--url', `${url}/`, '--save', at('receipt.json')],
  )
  t.equal(code, 0)
  t.match(
    out,
    /已接收 · accepted\n[\s\S]*sub_0{40}[\s\S]*recipient-not-registered[\s\S]*receipt kept/,
  )
  t.same(JSON.parse(readFileSync(at('receipt.json'), 'utf8')), receipt)
  const [request] = asked
  const token = decodeJwt(String(request?.headers.authorization).replace('Bearer ', ''))
  t.match(token, { iss: COURT, aud: 'xianjie', sub: 'cli' })
  const form = await formOf(request!)
  const [document, signature, attachment] = ['document', 'signature', 'attachment'].map(
    (name) => form.get(name) as File,
  )
  t.equal(document!.type, 'application/xml')
  t.equal(signature!.type, 'application/pkcs7-signature')
  const bytes = async (file: File | undefined) => Buffer.from(await file!.arrayBuffer())
  t.ok((await bytes(document)).equals(readFileSync(at('doc.xml'))))
  t.ok((await bytes(signature)).equals(readFileSync(at('doc.xml.p7s'))))
  t.equal(String(await bytes(attachment)), 'OFD')
})

test('a repeated push says so, and --json gives the receipt', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.json'))
  const { url, asked } = await stubPlatform(t, { [PUSH]: { status: 200, body: receipt } })
  const args = ['submit', at('doc.json'), '--agency', at('court'), '--url', url]
  t.match(await must(...args), /accepted before/)
  t.same(JSON.parse(await must(...args, '--json')), receipt)
  const form = await formOf(asked[0]!)
  t.equal((form.get('document') as File).type, 'application/json')
  t.ok(form.get('signature'), 'signed on the fly')
})

test('a preflight shows what would follow, and may go without a signature', async (t) => {
  const { at } = await courtDesk(t)
  await must('new', 'ruling-parole', '--out', at('doc.xml'))
  const foreseen = {
    ...{ accepted: true, documentId: 'd', digest: 'sha256:0', subjectId: SUBJECT },
    ...{ signature: 'absent', findings: [], status: statusAnswer },
    clocks: { starts: ['T07'], stops: ['T24'] },
    deadlines: statusAnswer.openDeadlines,
    deliveries: [{ agency: '111399210000000197', as: 'recipient' }],
  }
  const { url, asked } = await stubPlatform(t, {
    'POST /v1/documents/preflight': { body: foreseen },
  })
  const out = await must(
    'preflight',
    at('doc.xml'),
    '--unsigned',
    '--agency',
    at('court'),
    '--url',
    url,
  )
  t.match(out, /nothing was stored[\s\S]*未附 absent[\s\S]*starts T07 · 止 stops T24[\s\S]*在矫/)
  t.match(out, /主送 recipient {2}111399210000000197/)
  t.notOk((await formOf(asked[0]!)).has('signature'))
})
