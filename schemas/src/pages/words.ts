/** Codes of the catalogue in the words of the law (law.md §0.2, §3.1, §4.1), for pages that people read. */
import type { AgencyKind, AgencyLevel, Bilingual, Kind, Relation, Role } from '@xianjie/contracts'
import { CLOCK_RULES } from '@xianjie/contracts'

const say = (zh: string, en: string): Bilingual => ({ zh, en })

export const AGENCY_KIND_WORDS: Readonly<Record<AgencyKind, Bilingual>> = {
  court: say('人民法院', 'court'),
  procuratorate: say('人民检察院', 'procuratorate'),
  police: say('公安机关', 'police'),
  immigration: say('移民管理机构', 'immigration'),
  'prison-administration': say('监狱管理机关', 'prison administration'),
  prison: say('监狱', 'prison'),
  'detention-house': say('看守所', 'detention house'),
  corrections: say('社区矫正机构', 'corrections agency'),
  'judicial-office': say('司法所', 'judicial office'),
  'justice-bureau': say('司法行政部门', 'justice bureau'),
  committee: say('社区矫正委员会', 'committee'),
  education: say('教育部门', 'education department'),
  'civil-affairs': say('民政部门', 'civil affairs department'),
  'human-resources': say('人力资源社会保障部门', 'human resources department'),
  'market-regulation': say('市场监督管理部门', 'market regulation department'),
  'medical-insurance': say('医疗保障部门', 'medical insurance department'),
  health: say('卫生健康部门', 'health department'),
}

export const AGENCY_LEVEL_WORDS: Readonly<Record<AgencyLevel, Bilingual>> = {
  national: say('国家级', 'national'),
  provincial: say('省级', 'provincial'),
  municipal: say('设区的市级', 'municipal'),
  county: say('县级', 'county'),
  township: say('乡镇（街道）', 'township'),
}

export const KIND_WORDS: Readonly<Record<Kind, Bilingual>> = {
  control: say('管制', 'control'),
  probation: say('缓刑', 'suspended sentence'),
  parole: say('假释', 'parole'),
  tpe: say('暂予监外执行', 'temporary execution outside prison'),
}

export const RELATION_WORDS: Readonly<Record<Relation, Bilingual>> = {
  answers: say('答复', 'answers'),
  'based-on': say('依据', 'is based on'),
  corrects: say('补正', 'corrects'),
  replaces: say('替换', 'replaces'),
  recalls: say('撤回', 'recalls'),
  delivers: say('转送', 'delivers'),
}

export const ROLE_WORDS: Readonly<Record<Role, Bilingual>> = {
  subject: say('社区矫正对象本人', 'the person'),
  'CC-x': say('执行地县级社区矫正机构', 'corrections agency of the execution place'),
  'PR-x': say('执行地县级人民检察院', 'procuratorate of the execution place'),
  'PR-=': say('同级人民检察院', 'procuratorate of the same level'),
  'PS-x': say('执行地县级公安机关', 'police of the execution place'),
  DO: say('社区矫正决定机关', 'deciding organ'),
  'CT-0': say('原审人民法院', 'court of first instance'),
  PN: say('监狱', 'prison'),
  DH: say('看守所', 'detention house'),
  PA: say('监狱管理机关', 'prison administration'),
  'CC-new': say('新执行地社区矫正机构', 'corrections agency of the new place'),
  'CC-city': say('市级社区矫正机构', 'municipal corrections agency'),
  'CC-dest': say('外出目的地社区矫正机构', 'corrections agency of the destination'),
  'PR-new': say('新执行地人民检察院', 'procuratorate of the new place'),
  'PS-new': say('新执行地公安机关', 'police of the new place'),
  'CT-I': say('中级人民法院', 'intermediate court'),
  'CT-H': say('高级人民法院', 'high court'),
  'PS-city': say('设区的市级以上公安机关', 'police of a city or above'),
  IMM: say('移民管理机构', 'immigration'),
  'entrusting-organ': say('委托机关', 'entrusting organ'),
  holders: say('持有该文书的机关', 'holders of the document'),
  team: say('矫正小组', 'corrections team'),
  'CT-x': say('执行地人民法院', 'court of the execution place'),
  'CT-new': say('审理新罪、漏罪的人民法院', 'court of the new crime'),
  'PS-=': say('同级公安机关', 'police of the same level'),
  family: say('家属', 'family'),
  'superior-PR': say('上级人民检察院', 'superior procuratorate'),
  'addressed-organ': say('被监督机关', 'organ that is addressed'),
  'superior-organ': say('上级机关', 'superior organ'),
  'education-department': say('教育部门', 'education department'),
  'assisting-departments': say('帮扶部门', 'assisting departments'),
  applicant: say('申请人', 'applicant'),
  'police-network': say('全国公安机关', 'police of the whole country'),
  'resettlement-unit': say('安置帮教单位', 'resettlement unit'),
  'deciding-organ': say('作出决定的机关', 'organ that decided'),
  'signing-counterpart': say('另一签署方', 'the other signatory'),
  'original-recipients': say('原文书的全部收件机关', 'everybody who got the original'),
}

/** What a clock of law.md §2 is called: the titles of its limits, each once. */
export const CLOCK_TITLES: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  [...Map.groupBy(CLOCK_RULES, ({ id }) => id)].map(([id, rules]) => [
    id,
    {
      zh: [...new Set(rules.map(({ title }) => title.zh))].join('；'),
      en: [...new Set(rules.map(({ title }) => title.en))].join('; '),
    },
  ]),
)
