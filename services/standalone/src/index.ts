export { type Config, type ConfigFault, describeFault, readConfig } from './config.ts'
export { type Platform, type PlatformOptions, startPlatform } from './platform.ts'
export { addressOf, serve } from './serve.ts'
