import { parser } from '@prometheus-io/lezer-promql';

/** What Grafana puts in before it asks. @param {string} expr */
const filled = (expr) => expr.replaceAll('$__rate_interval', '1m').replace(/\$\w+/g, 'x');

/** The metrics that an expression asks for. Throws with the place where it cannot be read. @param {string} expr */
export const metricsOf = (expr) => {
  const text = filled(expr);
  /** @type {Set<string>} */
  const names = new Set();
  parser.parse(text).iterate({
    enter: ({ type, name, from, to, node }) => {
      if (type.isError) throw new Error(`cannot be read at ${from}: ${text}`);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector')
        names.add(text.slice(from, to));
    },
  });
  return [...names];
};

/** The metric that a series belongs to: a histogram has three. @param {string} series */
export const familyOf = (series) => series.replace(/_(bucket|sum|count)$/, '');
