import type { IdentifiedPerson } from '../../../../shared/domain/work-file.ts';
import { Button, Disc, Foreign } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import { identificationWord } from '../assess/identification-words.ts';
import entries from '../parts/entries.module.css';
import { Signature } from '../parts/Signature.tsx';
import { SubjectWords } from '../reading/SubjectWords.tsx';
import { roleWord } from './PersonEditor.tsx';
import { t } from '../../../words/t.ts';

/** A person as held now, with the basis and every earlier version. */
export function PersonEntry({
  person,
  onChange,
}: {
  readonly person: IdentifiedPerson;
  readonly onChange: () => void;
}) {
  const held = person.versions.at(-1)!;
  const { contents, facets } = held;
  const earlier = person.versions.slice(0, -1).toReversed();
  return (
    <li className={entries.entry}>
      <p className={entries.entryHead}>
        <Disc identification={facets.identification} />
        <span className={styles.identified}>{identificationWord[facets.identification]}</span>
        {contents === null ? (
          t('Erased')
        ) : (
          <SubjectWords
            subject={{ ...contents, ...(facets.subjectClass !== undefined && { subjectClass: facets.subjectClass }) }}
          />
        )}
        <span className={entries.open}>{roleWord[facets.role]}</span>
      </p>
      {contents !== null && (
        <p>
          {t('Basis:')} <Foreign text={contents.basis} />
        </p>
      )}
      <p className={styles.row}>
        <Signature signed={held} />
        <Button variant="quiet" onClick={onChange}>
          {t('Change')}
        </Button>
      </p>
      {earlier.length > 0 && (
        <details>
          <summary>{t('Earlier versions: {{earlier}}', { earlier: earlier.length })}</summary>
          <ol>
            {earlier.map((version) => (
              <li key={version.event}>
                {identificationWord[version.facets.identification]}
                {version.contents !== null && (
                  <>
                    : <Foreign text={version.contents.basis} />
                  </>
                )}{' '}
                <Signature signed={version} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
