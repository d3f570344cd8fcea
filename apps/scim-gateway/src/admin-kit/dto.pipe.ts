import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { readDto, readQuery } from './read-dto';

/** Makes the DTO that a handler names of its body or query; throws a 400 problem with every fault. */
export class DtoPipe implements PipeTransform {
  transform(given: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'body') return readDto(metatype as new () => object, given);
    return type === 'query' ? readQuery(metatype as new () => object, given) : given;
  }
}
