/** A CycloneDX 1.6 bill of materials of the app: its packages, and which of them asks for which. */
import { Contrib, Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import parse from 'spdx-expression-parse';
import { type AppPackage, dependenciesOf } from './app-packages.ts';
import type { Lock, Manifest } from './project.ts';

export interface SbomInput {
  readonly manifest: Manifest;
  readonly lock: Lock;
  readonly packages: readonly AppPackage[];
  /** SHA-256 (hex) of Electron's archives by file name, as its package lists them. */
  readonly electronArchives: ReadonlyMap<string, string>;
  readonly made: Date;
  /** `urn:uuid:…`, new for every bill. */
  readonly serialNumber: string;
}

const licenceFactory = new Contrib.License.Factories.LicenseFactory((expression) => void parse(expression));

function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;
}

function licencesOf(expression: string): Models.LicenseRepository {
  const licence = licenceFactory.makeFromString(expression);
  licence.acknowledgement = Enums.LicenseAcknowledgement.Declared;
  return new Models.LicenseRepository([licence]);
}

function componentFor({ path, name, version, licence, integrity, parts }: AppPackage): Models.Component {
  const scope = name.startsWith('@') ? name.split('/')[0]! : '';
  const type = path === 'node_modules/electron' ? Enums.ComponentType.Framework : Enums.ComponentType.Library;
  const hash = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  return new Models.Component(type, scope === '' ? name : name.slice(scope.length + 1), {
    // The path, because two versions, or one version twice, may be in the app.
    bomRef: path,
    ...(scope === '' ? {} : { group: scope }),
    version,
    purl: purl(name, version),
    scope: Enums.ComponentScope.Required,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], hash]]),
    licenses: licencesOf(licence),
    properties: new Models.PropertyRepository(parts.map((part) => new Models.Property('candour:part', part))),
  });
}

/** The archives that hold the executable for the systems we ship on; not its debugging symbols, nor its own tests. */
function addArchives(electron: Models.Component, archives: SbomInput['electronArchives']): void {
  for (const [file, hash] of archives) {
    if (!/^electron-v[\d.]+-(linux|win32|darwin)-(x64|arm64)\.zip$/.test(file)) continue;
    const address = `https://github.com/electron/electron/releases/download/v${electron.version}/${file}`;
    const reference = new Models.ExternalReference(address, Enums.ExternalReferenceType.Distribution);
    reference.hashes.set(Enums.HashAlgorithm['SHA-256'], hash);
    electron.externalReferences.add(reference);
  }
}

/** The nearest packages of the app that another asks for, past those of which nothing is left in the bundles. */
function nearest(lock: Lock, from: string, inApp: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  const seen = new Set([from]);
  const waiting = dependenciesOf(lock, from);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (inApp.has(path)) found.add(path);
    else waiting.push(...dependenciesOf(lock, path));
  }
  return found;
}

/** Of Electron and of the bundler only a program or a helper is in the app, and nothing that their packages ask for. */
const leaves = ['node_modules/electron', 'node_modules/rolldown', 'node_modules/vite'];

function link(root: Models.Component, components: ReadonlyMap<string, Models.Component>, input: SbomInput): void {
  const inApp = new Set(components.keys());
  const reached = new Set<string>();
  for (const [path, component] of components) {
    if (leaves.includes(path)) continue;
    for (const other of nearest(input.lock, path, inApp)) {
      component.dependencies.add(components.get(other)!.bomRef);
      reached.add(other);
    }
  }
  const { dependencies, devDependencies } = input.manifest;
  const direct = new Set(Object.keys({ ...dependencies, ...devDependencies }).map((name) => `node_modules/${name}`));
  for (const [path, component] of components) {
    if (direct.has(path) || !reached.has(path)) root.dependencies.add(component.bomRef);
  }
}

/** The bill as JSON, sorted, so that two of them can be compared. */
export function sbom(input: SbomInput): string {
  const { manifest, packages, made, serialNumber } = input;
  const root = new Models.Component(Enums.ComponentType.Application, manifest.name, {
    bomRef: manifest.name,
    version: manifest.version,
    purl: purl(manifest.name, manifest.version),
    licenses: licencesOf(manifest.license),
  });
  const components = new Map(packages.map((one) => [one.path, componentFor(one)]));
  const electron = components.get('node_modules/electron');
  if (electron) addArchives(electron, input.electronArchives);
  link(root, components, input);
  const metadata = new Models.Metadata({
    timestamp: made,
    component: root,
    lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
  });
  const bom = new Models.Bom({
    serialNumber,
    metadata,
    components: new Models.ComponentRepository(components.values()),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return serializer.serialize(bom, { sortLists: true, space: 2 });
}

/** What the official schema of CycloneDX 1.6 finds wrong, in one text; undefined where it finds nothing. */
export async function sbomProblems(json: string): Promise<string | undefined> {
  const problems = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(json);
  return problems === null ? undefined : JSON.stringify(problems);
}
