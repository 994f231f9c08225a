/**
 * A connection setting may name several hosts, as libpq's does: `postgres://candour@db1:5432,db2/candour`, or sockets by
 * `?host=/run/a,/run/b&port=5432,5433`. node-postgres knows one host a setting, so each gets a setting of its own.
 */
const shape = /^(postgres(?:ql)?:\/\/)(?:([^@/?]*)@)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/;

/** One connection setting a host, in the order in which they are named; a setting of one host comes back as it is. */
export function hostsOf(url: string): string[] {
  const [, scheme, user, authority = '', path = '', query = ''] = shape.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  const named = parameters.get('host')?.split(',') ?? [];
  const hosts = authority === '' ? [] : authority.split(',');
  if (scheme === undefined || Math.max(named.length, hosts.length) < 2) return [url];
  const ports = parameters.get('port')?.split(',') ?? [];
  parameters.delete('port');
  return Array.from({ length: Math.max(named.length, hosts.length) }, (_, at) => {
    const each = new URLSearchParams(parameters);
    if (named.length > 0) each.set('host', named[at] ?? named[0]!);
    const port = ports[at] ?? ports[0];
    if (port !== undefined && port !== '') each.set('port', port);
    const place = hosts[at] ?? hosts[0] ?? 'localhost';
    const rest = each.size === 0 ? '' : `?${each.toString()}`;
    return `${scheme}${user === undefined ? '' : `${user}@`}${place}${path}${rest}`;
  });
}
