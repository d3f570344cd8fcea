import { RequestMethod, type Type } from '@nestjs/common';
import {
  HTTP_CODE_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { operationOf, type Dto, type Operation, type Route } from './operation';

/** The routes of a controller, in the order of its code, read from the decorators of its handlers. */
export const routesOf = (controller: Type<object>): readonly Route[] => {
  const prototype = controller.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const operation = operationOf(prototype[name] as object);
    return operation ? [routeOf(controller, name, operation)] : [];
  });
};

const routeOf = (
  controller: Type<object>,
  name: string,
  { answer = null, statuses, ...operation }: Operation,
): Route => {
  const prototype = controller.prototype as Readonly<Record<string, object>>;
  const handler = prototype[name] as object;
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const parts = [controller, handler].flatMap((one) =>
    (Reflect.getMetadata(PATH_METADATA, one) as string).split('/'),
  );
  const byDefault = method === 'POST' ? 201 : 200;
  const code = Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined;
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Readonly<
    Record<string, { readonly index: number }>
  >;
  const types = Reflect.getMetadata('design:paramtypes', prototype, name) as readonly Dto[];
  /** The compiler stores the class of each parameter. */
  const dtoOf = (kind: RouteParamtypes): Dto | undefined =>
    types[Object.entries(parameters).find(([key]) => key.startsWith(`${kind}:`))?.[1].index ?? -1];
  return {
    ...operation,
    method,
    path: `/${parts.filter((part) => part !== '').join('/')}`,
    query: dtoOf(RouteParamtypes.QUERY),
    body: dtoOf(RouteParamtypes.BODY),
    answers: Object.fromEntries((statuses ?? [code ?? byDefault]).map((one) => [one, answer])),
  };
};
