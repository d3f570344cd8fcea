import { Module } from '@nestjs/common';
import { MonitoringModule } from './monitoring/monitoring.module';
import { CredentialsModule } from './credentials/credentials.module';
import { ServiceModule } from './service/service.module';

/** Everything but the controllers, which the HTTP application of `internal-api.ts` has. */
@Module({ imports: [ServiceModule, CredentialsModule, MonitoringModule] })
export class AppModule {}
