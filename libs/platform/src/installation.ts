import { Transform } from 'class-transformer';
import { IsOptional, IsUrl } from 'class-validator';

/**
 * The URI that names the installation in `ce_source`, without slashes at its end: the path of the
 * tenant follows. Optional.
 */
export const Installation = (): PropertyDecorator => (target, name) => {
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/(?<!\/)\/+$/, '') : value,
  )(target, name);
  IsOptional()(target, name);
  IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })(target, name);
};
