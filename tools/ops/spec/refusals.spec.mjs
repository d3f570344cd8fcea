import { refusal } from './rendered.mjs';

/** Wrong values, and what the answer must say. @type {[string, RegExp][]} */
const REFUSED = [
  ['publicBaseUrl=""', /publicBaseUrl is required: .*https:\/\//],
  ['publicBaseUrl="scim.example.com"', /\/publicBaseUrl/],
  ['publicBaseUrl="https://scim.example.com/scim"', /\/publicBaseUrl/],
  ['publicBaseUrl="http://scim.example.com"', /must begin with https:\/\//],
  ['secrets.existingSecret=""', /secrets.existingSecret is required/],
  ['clientKeys=["a-key-in-the-clear"]', /\/clientKeys\/0/],
  [`clientKeys=["a:${'0'.repeat(64)}:logins:write"]`, /\/clientKeys\/0/],
  ['secrets.keys={"sealingKeys":"","serviceKeys":""}', /secrets.keys.sealingKeys is required/],
  ['kafka.brokers=[]', /kafka.brokers is required/],
  ['kafka.brokers=["kafka"]', /\/kafka\/brokers\/0/],
  ['kafka.brokers=["a:1","a:1"]', /\/kafka\/brokers.*equal/],
  ['kafka.tls.enabled=false', /kafka.sasl.mechanism needs kafka.tls.enabled/],
  ['kafka.sasl.mechanism="md5"', /\/kafka\/sasl\/mechanism.*scram-sha-512/],
  ['kafka.nextGeneration=2', /must be above kafka.generation \(2\)/],
  ['kafka.directoryGeneration=9', /directoryGeneration \(9\) must be published/],
  ['services.tokens.secretConfig={"REDIS_PASSWORD":"x"}', /name its key in secrets.keys/],
  ['redis.mode="replicated"', /\/redis\/mode.*sentinel/],
  ['redis.nodes=[]', /redis.nodes is required with redis.mode=sentinel/],
  ['redis.nodes=["redis://a:1"]', /\/redis\/nodes\/0/],
  ['redis.nodes=["::1:6379"]', /\/redis\/nodes\/0/],
  ['redis.nodes=["[::1]"]', /\/redis\/nodes\/0/],
  ['redis.nodes=["[::1:6379"]', /\/redis\/nodes\/0/],
  ['redis.mode="single"', /redis.nodes needs redis.mode/],
  ['redis.tls.enabled=false', /redis.auth needs redis.tls.enabled/],
  ['signIn.clientId=""', /signIn.clientId is required with signIn.issuer/],
  ['signIn.issuer="http://login.example.com"', /\/signIn\/issuer/],
  ['signIn.roles=["it"]', /\/signIn\/roles\/0/],
  ['tracing.share=2', /\/tracing\/share/],
  ['kafka.partitions=0', /\/kafka\/partitions/],
  ['kafka.partitions=4', /6 pods and the topic 4 partitions/],
  ['image.tag="latest"', /image.tag must name a version/],
  ['image.digests={"scim-gateway":"sha256:1"}', /\/image\/digests\/scim-gateway/],
  ['image.digests={"gateway":"sha256:1"}', /\/image\/digests/],
  ['image.registry="registry.example.com"', /\/image\/registry/],
  ['image.registry=""', /image.registry is required: .*somebody else's/],
  ['jobs.hooks="flux"', /\/jobs\/hooks.*argocd/],
  ['services.gateway.sidecars={}', /\/services\/gateway\/sidecars/],
  ['services.gateway.podLabels={"a":1}', /\/services\/gateway\/podLabels\/a/],
  ['extraObjects=[1]', /\/extraObjects\/0/],
  ['services.gateway.replicas="two"', /\/services\/gateway\/replicas.*got string, want integer/],
  ['services.gateway.replicas=0', /\/services\/gateway\/replicas/],
  [
    'services.gateway.autoscaling.min=9',
    /services.gateway.autoscaling.min \(9\) is above max \(8\)/,
  ],
  ['services.gateway.config={"port":"1"}', /'port' does not match pattern/],
  [
    'services.gateway.config={"BODY_LIMIT":1}',
    /\/services\/gateway\/config\/BODY_LIMIT.*want string/,
  ],
  ['services.gateway.config={"PORT":"1"}', /services.gateway.config.PORT is set by the chart/],
  [
    'services.gateway.resources={"limits":{"memory":"1 GB"}}',
    /\/services\/gateway\/resources\/limits\/memory/,
  ],
  ['jobs.command.service="worker"', /\/jobs\/command\/service/],
  ['services.worker={}', /additional properties 'worker' not allowed/],
  ['ingress.tlsSecret=""', /ingress.tlsSecret is required/],
  ['requestLog.ownDatabase="yes"', /\/requestLog\/ownDatabase/],
  ['trustedProxies=""', /trustedProxies is required with ingress.enabled: .*10\.0\.0\.0\/8/],
  ['trustedProxies="ingress-nginx"', /\/trustedProxies/],
  ['trustedProxies=true', /\/trustedProxies/],
  ['ingress.paths=["/metrics"]', /\/ingress\/paths\/0/],
  ['gatewayApi.parentRefs=[]', /gatewayApi.parentRefs is required/],
  ['networkPolicy.kafka.ports=[9092]', /networkPolicy.kafka.ports does not open 9093: .*kafka-0/],
  ['networkPolicy.redis.ports=[6380]', /networkPolicy.redis.ports does not open 26379/],
  ['networkPolicy.prometheus=[]', /networkPolicy.prometheus is required with monitoring/],
  ['networkPolicy.signIn.port=0', /\/networkPolicy\/signIn\/port/],
  ['networkPolicy.postgres.port=70000', /\/networkPolicy\/postgres\/port/],
  ['networkPolicy.prometheus=[{"namespace":"x"}]', /\/networkPolicy\/prometheus\/0/],
  ['monitoring.rules.runbooks="https://docs.example.com"', /\/monitoring\/rules\/runbooks/],
  ['monitoring.rules.runbooks=""', /monitoring.rules.runbooks is required: .*https:\/\//],
  ['replicas=2', /additional properties 'replicas' not allowed/],
];

describe('the chart refuses', () => {
  it.each(REFUSED)('%s, and says what is wrong', (set, says) =>
    expect(refusal('production', set)?.replace(/\s+/g, ' ')).toMatch(says),
  );

  it('nothing that is right', () => expect(refusal('production')).toBeUndefined());

  it('no proxies in the words that the gateway knows, and none without an ingress', () => {
    const words = 'trustedProxies="10.0.0.0/8, uniquelocal,2001:db8::/32"';
    expect(refusal('production', words)).toBeUndefined();
    expect(refusal('production', 'ingress.enabled=false', 'trustedProxies=""')).toBeUndefined();
  });

  it('no address of IP version 6', () =>
    expect(refusal('production', 'redis.nodes=["[::1]:6380","[2001:DB8::2]:26379"]')).toBe(
      undefined,
    ));

  it('a certificate that would not be shown', () => {
    const sets = ['redis.auth="none"', 'redis.tls={"enabled":false,"clientCertificate":"x"}'];
    expect(refusal('production', ...sets)).toMatch(/clientCertificate needs redis.tls.enabled/);
  });

  it('nothing of ports while it closes none', () => {
    const closed = ['networkPolicy.kafka.ports=[1]', 'networkPolicy.prometheus=[]'];
    expect(refusal('production', 'networkPolicy.enabled=false', ...closed)).toBeUndefined();
  });

  it('no http and no plain password while it is only tried out', () =>
    expect(
      refusal('minimal', 'kafka.sasl.mechanism="plain"', 'publicBaseUrl="http://rollcall.test"'),
    ).toBeUndefined());

  it('no values of a chart that has it as a part', () =>
    expect(refusal('minimal', 'global={"anything":1}')).toBeUndefined());
});
