import { benchmark } from '../benchmark';
import { wholeNumber } from '../options';
import { interfaceBenchmark, type InterfaceOptions, type InterfaceResult } from './interface-benchmark';
import { interfaceMarkdown } from './interface-report';

/** How fluent the window is. */
export const windowFluency = benchmark<InterfaceOptions, InterfaceResult>({
  name: 'interface',
  description: 'how fast the application starts and how long its window keeps one waiting',
  addOptions: (command) => command.option('--rounds <count>', 'starts of the application', wholeNumber(1), 5),
  measure: async (options, progress) => [await interfaceBenchmark(options, progress)],
  markdown: interfaceMarkdown,
});
