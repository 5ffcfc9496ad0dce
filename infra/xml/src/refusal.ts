/** Why XML is refused before anybody asks whether it fits its schema. */
import type { Bilingual, Violation } from '@xianjie/contracts'
import { DOCUMENT_BYTES_MAX, DOCUMENT_NAMESPACE } from '@xianjie/contracts'
import { XML_ATTRIBUTES_MAX, XML_DEPTH_MAX, XML_ELEMENTS_MAX } from './limits.ts'

const say = (zh: string, en: string): Bilingual => ({ zh, en })

const reasons = {
  'too-large': say(
    `文书不得超过 ${DOCUMENT_BYTES_MAX} 字节`,
    `A document may have ${DOCUMENT_BYTES_MAX} bytes at most`,
  ),
  encoding: say('文书须为 UTF-8 编码', 'The document must be UTF-8'),
  declaration: say('XML 声明不正确', 'The XML declaration is not valid'),
  character: say('含有 XML 1.0 不允许的字符', 'A character that XML 1.0 does not allow'),
  'document-type': say('不接受 DOCTYPE 声明', 'A DOCTYPE declaration is not accepted'),
  'processing-instruction': say('不接受处理指令', 'Processing instructions are not accepted'),
  entity: say(
    '只接受五个预定义实体和合法的数字字符引用',
    'Only the five predefined entities and legal character references are accepted',
  ),
  depth: say(
    `元素嵌套不得超过 ${XML_DEPTH_MAX} 层`,
    `Elements may nest ${XML_DEPTH_MAX} levels deep at most`,
  ),
  elements: say(
    `元素不得超过 ${XML_ELEMENTS_MAX} 个`,
    `There may be ${XML_ELEMENTS_MAX} elements at most`,
  ),
  attributes: say(
    `一个元素的属性不得超过 ${XML_ATTRIBUTES_MAX} 个`,
    `An element may have ${XML_ATTRIBUTES_MAX} attributes at most`,
  ),
  'duplicate-attribute': say('属性重复', 'An attribute is given twice'),
  namespace: say(
    `元素不在命名空间 ${DOCUMENT_NAMESPACE} 中`,
    `An element is not in the namespace ${DOCUMENT_NAMESPACE}`,
  ),
  prefix: say('命名空间前缀使用不当', 'A namespace prefix is unbound or misused'),
  root: say('根元素须为唯一的 LegalDocument', 'The one root element must be LegalDocument'),
  'mixed-content': say('文字与子元素混排', 'Text stands beside child elements'),
  syntax: say('不是格式良好的 XML', 'The XML is not well-formed'),
} as const satisfies Record<string, Bilingual>

export type Reason = keyof typeof reasons

/** Line and column, both from 1. */
export type Place = { readonly line: number; readonly column: number }

/** Thrown, because nothing else stops the parser in the middle; `readXml` turns it into its answer. */
export class XmlRefused extends Error {
  readonly reason: Reason
  readonly place: Place | undefined

  constructor(reason: Reason, place?: Place) {
    super(reason)
    this.name = 'XmlRefused'
    this.reason = reason
    this.place = place
  }
}

/** The place of a character of the text, for the eyes of whoever has to mend it. */
export function placeOf(text: string, index: number): Place {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** What the sender is told. The path is the whole document: there is no JSON to point into yet. */
export function violationOf(refused: XmlRefused): Violation {
  const { zh, en } = reasons[refused.reason]
  if (!refused.place) return { path: '', code: 'malformed', message: { zh, en } }
  const { line, column } = refused.place
  const message = say(
    `${zh}（第 ${line} 行第 ${column} 列）`,
    `${en} (line ${line}, column ${column})`,
  )
  return { path: '', code: 'malformed', message }
}
