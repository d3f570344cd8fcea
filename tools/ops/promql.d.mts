export function metricsOf(expr: string): string[];
export function familyOf(series: string): string;
