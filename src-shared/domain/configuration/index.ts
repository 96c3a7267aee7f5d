export * from './configuration';
export * from './keys';
export * from './parse';
export * from './reasons';
export * from './starter';
