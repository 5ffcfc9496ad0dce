/** What the demo says when it has been played: what there is now, and what to try. */
import { isAbsolute, join, relative, resolve } from 'node:path'
import { caseA } from './case-a.ts'
import { caseB } from './case-b.ts'
import type { Demo } from './demo.ts'
import { ASKER } from './play.ts'
import { subjectOf } from './questions.ts'
import { answerLines } from './table.ts'
import { folderName } from './workshop.ts'

export function summaryLines({ played, answered, head, seconds }: Demo): readonly string[] {
  const documents = played.filter((one) => 'receipt' in one)
  const repeated = documents.filter((one) => one.repeated).length
  const outside = played.filter(({ row }) => row.is === 'outside').length
  const wrong = [...played, ...answered].filter(
    (one) => 'differences' in one && one.differences.length > 0,
  ).length
  return [
    `${documents.length} 份文书 documents (${repeated} 已有 already there), ${outside} 份不经平台交换 paper not exchanged, ` +
      `${head} 个事件 events in the log, ${seconds.toFixed(1)} s`,
    wrong === 0
      ? '每一步的状态均合乎法律 every state is the one that the law wants'
      : `✗ ${wrong} 处与法律不符 states are not what the law wants`,
    '',
    '两个时间：当时的事实，与当时所知 · two times: what was so, and what was known of it',
    ...answered.flatMap(answerLines),
  ]
}

export type Place = {
  /** `http://host:port`. */
  readonly url: string
  /** Folder of the platform's data. */
  readonly data: string
  readonly workshop: string
  readonly headers: string
}

/** Of the example of decision-tpe-prison; fictitious like all others. */
const THIRD_PERSON = '139902197511200057'

/** Commands that can be typed as they stand, in the repository's top folder. */
export function nextSteps({ played }: Demo, place: Place): readonly string[] {
  const { url } = place
  const agency = here(join(place.workshop, folderName(ASKER)))
  const issuer = here(join(place.workshop, folderName('prisonAdministration')))
  const as = `--agency ${agency}${url === 'http://127.0.0.1:8080' ? '' : ` --url ${url}`}`
  const asIssuer = as.replace(agency, issuer)
  const [lin, zhou] = [subjectOf(played, caseA), subjectOf(played, caseB)]
  const status = `${url}/v1/subjects/${zhou}/status`
  return [
    `打开 open    ${url}/docs   接口说明 every route; ${url}/openapi.json`,
    '',
    '试试 try it (in another terminal, in this folder)',
    `  npx xianjie status --id-number ${caseA.subject.idNumber} --valid-at 2026-06-01 ${as}`,
    `  npx xianjie status ${zhou} --valid-at 2026-10-01 --known-at 2026-10-01 ${as}`,
    `  npx xianjie status ${zhou} --valid-at 2026-10-01 ${as}`,
    `  npx xianjie timeline ${lin} ${as}`,
    '',
    '推送一份自己的文书 push a document of your own, about a third person',
    '  npx xianjie new decision-tpe-prison --out my-decision.xml',
    `  npx xianjie preflight my-decision.xml ${asIssuer}`,
    `  npx xianjie submit my-decision.xml --save my-receipt.json ${asIssuer}`,
    `  npx xianjie status --id-number ${THIRD_PERSON} ${as}`,
    '',
    '用 curl 亦可 the same with curl (the file holds a token and is renewed every minute)',
    `  curl -H @${here(place.headers)} "${status}?validAt=2026-10-01&knownAt=2026-10-01"`,
    `  curl -H @${here(place.headers)} "${status}?validAt=2026-10-01"`,
    '',
    `数据 data     ${here(place.data)}   删除后重新演示 delete it to play afresh`,
    `密钥 keys     ${here(place.workshop)}   各机关 every agency of the demo`,
    '停止 stop     Ctrl-C',
  ]
}

/** From the top folder where that is shorter, else the whole path. */
function here(path: string): string {
  const short = relative('.', path)
  return short.startsWith('..') || isAbsolute(short) ? resolve(path) : short || '.'
}
