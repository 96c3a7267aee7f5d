import path from 'node:path';
import { layerOf, layers, packages } from './layers.mjs';

const unixPath = (file) => file.replaceAll('\\', '/');

/** Reports imports that the layers do not allow, whichever way the path is written. */
export const importRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { forbidden: '{{from}} must not import {{to}}; allowed: {{allowed}}.' },
  },

  create(context) {
    const file = unixPath(path.relative(context.cwd, context.filename));
    const from = layerOf(file);
    if (from === null) return {};

    const report = (node, to, allowed) =>
      context.report({
        node,
        messageId: 'forbidden',
        data: { from, to, allowed: allowed.join(', ') || 'nothing of ours' },
      });

    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const name = source.value;
      if (!name.startsWith('.')) {
        const rule = packages.find(
          ({ beginning }) => name === beginning || (/[/:]$/.test(beginning) && name.startsWith(beginning)),
        );
        if (rule && !rule.only.includes(from)) report(source, name, [`only ${rule.only.join(', ')} may`]);
        return;
      }
      const target = unixPath(path.join(path.dirname(file), name));
      const to = layerOf(`${target}/`);
      const isOurs = /^src-(main|renderer|shared)\//.test(`${target}/`);
      if (to === from || (to === null && !isOurs)) return;
      if (to === null || !layers[from].includes(to)) report(source, to ?? target, layers[from]);
    };
    const checkSource = (node) => check(node.source);
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
    };
  },
};
