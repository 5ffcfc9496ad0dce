/** The fictitious units of the two worked cases (law.md §7): none of them exists, nor do their regions. */
import type { AgencyCode } from '@xianjie/contracts'
import type { Unit } from './agency-workshop.ts'

const unit = (
  code: string,
  name: string,
  kind: Unit['kind'],
  level: Unit['level'],
  region: string,
): Unit => ({
  code: code as AgencyCode,
  name,
  kind,
  level,
  region,
})

export const units = {
  baiyangCourt: unit('111399020000000437', '白杨区人民法院', 'court', 'county', '139902'),
  yunxiCourt: unit('111399000000000515', '云溪市中级人民法院', 'court', 'municipal', '139900'),
  qingshiCorrections: unit(
    '111399210000000197',
    '青石县社区矫正机构',
    'corrections',
    'county',
    '139921',
  ),
  qingshiProcuratorate: unit(
    '111399210000000272',
    '青石县人民检察院',
    'procuratorate',
    'county',
    '139921',
  ),
  qingshiPolice: unit('11139921000000035W', '青石县公安局', 'police', 'county', '139921'),
  qingshiDetentionHouse: unit(
    '111399210000000940',
    '青石县看守所',
    'detention-house',
    'county',
    '139921',
  ),
  prisonAdministration: unit(
    '11130000990000068N',
    '示例省监狱管理局',
    'prison-administration',
    'provincial',
    '130000',
  ),
  yunxiPrison: unit('11139900000000086P', '云溪监狱', 'prison', 'municipal', '139900'),
  yunxiProcuratorate: unit(
    '11139900000000131Q',
    '云溪市人民检察院',
    'procuratorate',
    'municipal',
    '139900',
  ),
  yunxiCorrections: unit(
    '1113990000000014XG',
    '云溪市社区矫正机构',
    'corrections',
    'municipal',
    '139900',
  ),
  linhePolice: unit('114199030000000784', '临河区公安局', 'police', 'county', '419903'),
  linheCourt: unit('11419903000000107F', '临河区人民法院', 'court', 'county', '419903'),
  linheProcuratorate: unit(
    '11419903000000115A',
    '临河区人民检察院',
    'procuratorate',
    'county',
    '419903',
  ),
  linheCorrections: unit(
    '114199030000001235',
    '临河区社区矫正机构',
    'corrections',
    'county',
    '419903',
  ),
} as const
