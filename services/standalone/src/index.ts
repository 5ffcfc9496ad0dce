export {
  addressOf,
  type Config,
  type ConfigFault,
  describeFault,
  readConfig,
} from '@xianjie/process'
export { type Platform, type PlatformOptions, startPlatform } from './platform.ts'
export { serve } from './serve.ts'
