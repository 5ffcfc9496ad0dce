/** The API documents, held to the tools that their readers check them with. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asyncApiText } from '@xianjie/schemas'
import t from 'tap'
import { describedBy } from './generate/openapi.ts'
import { lintersOrReason } from './testing/linters.ts'

const OPENAPI = fileURLToPath(new URL('../schemas/api/openapi.json', import.meta.url))
const linters = lintersOrReason()

if (typeof linters === 'string') t.pass(linters, { skip: linters })
else {
  const { openApi, asyncApi } = linters

  t.test('an OpenAPI document that is wrong, or says too little, is found out', async (t) => {
    const text = readFileSync(OPENAPI, 'utf8')
    const folder = t.testdir({
      'reference.json': text.replaceAll(
        '"#/components/schemas/Receipt"',
        '"#/components/schemas/R"',
      ),
      'silent.json': text.replace('"operationId": "readSubjectStatus",', ''),
    })
    const [unresolved] = openApi(join(folder, 'reference.json'))
    t.match(unresolved, /^no-unresolved-refs .*receipt/)
    t.match(openApi(join(folder, 'silent.json')), [/^operation-operationId .*status/])
  })

  t.test('the OpenAPI documents pass, of a platform and of a sandbox', async (t) => {
    const sandbox = join(t.testdir({}), 'sandbox.json')
    writeFileSync(sandbox, JSON.stringify(await describedBy({ XIANJIE_SANDBOX: 'true' })))
    t.same(openApi(OPENAPI), [])
    t.same(openApi(sandbox), [])
  })

  t.test('an AsyncAPI document that is wrong is found out', async (t) => {
    const wrong = asyncApiText().replace('"#/channels/documents"', '"#/channels/nowhere"')
    t.match(await asyncApi(wrong), [/^invalid-ref operations/])
  })

  t.test('the AsyncAPI document passes', async (t) => {
    t.same(await asyncApi(asyncApiText()), [])
  })
}
