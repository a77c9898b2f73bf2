import { SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreference } from '@/lib/usePreference';
import { NO_WORDS } from '@/ui/LocalizedField';
import { EmptyState } from '@/ui/states';
import classes from '../competencies.module.css';
import { TrackAndLevel, useTrackAndLevel } from '../frameworks/FrameworkText';
import { isEmpty, placeOf, saidIn } from './form';
import type { DraftForm } from './useDraftForm';

const LANGUAGES = ['en', 'ru'] as const;

/** What each competency means at each level of a track, one language at a time. */
export function Texts({ draft }: { draft: DraftForm }) {
  const { t, i18n } = useTranslation(['competencies', 'common']);
  const { form, change } = draft;
  const [language, setLanguage] = usePreference<'en' | 'ru'>(
    'competencies.language',
    i18n.language === 'ru' ? 'ru' : 'en',
  );
  const said = (names: Parameters<typeof saidIn>[0]) => saidIn(names, i18n.language);
  const tracks = form.tracks.map((track) => ({
    ...track,
    name: said(track.names) || track.key,
    levels: track.levels.map((one) => ({ ...one, name: said(one.names) || one.key })),
  }));
  const { track, level, chooseLevel } = useTrackAndLevel(tracks);
  if (!track || track.levels.length === 0 || form.competencies.length === 0) {
    return <EmptyState title={t('texts.empty')} example={t('texts.emptyExample')} />;
  }
  const levels = track.levels.filter((one) => level === null || one.key === level);

  function write(competencyKey: string, place: string, text: string) {
    change({
      competencies: form.competencies.map((one) =>
        one.key === competencyKey
          ? {
              ...one,
              texts: {
                ...one.texts,
                [place]: { ...(one.texts[place] ?? NO_WORDS), [language]: text },
              },
            }
          : one,
      ),
    });
  }

  return (
    <div className={classes.stack}>
      <p className={classes.note}>{t('texts.lead')}</p>
      <TrackAndLevel tracks={tracks} track={track} level={level} onLevel={chooseLevel}>
        <SegmentedControl
          aria-label={t('texts.language')}
          value={language}
          onChange={(next) => setLanguage(next as 'en' | 'ru')}
          data={LANGUAGES.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
        />
      </TrackAndLevel>
      {form.families.map((family) => {
        const competencies = form.competencies.filter((one) => one.familyKey === family.key);
        if (competencies.length === 0) return null;
        return (
          <section key={family.key} className={classes.family}>
            <h2 className={classes.familyName}>{said(family.names) || family.key}</h2>
            {competencies.map((competency) => {
              const name = said(competency.names) || competency.key;
              return (
                <article key={competency.key} className={classes.competency}>
                  <h3 className={classes.competencyName}>{name}</h3>
                  <ol className={classes.levels} data-alone={levels.length === 1 || undefined}>
                    {levels.map((one) => {
                      const place = placeOf(track.key, one.key);
                      const words = competency.texts[place] ?? NO_WORDS;
                      const other = language === 'en' ? words.ru : words.en;
                      return (
                        <li key={one.key} className={classes.level}>
                          <Textarea
                            label={one.name}
                            aria-label={t('texts.cell', { competency: name, level: one.name })}
                            lang={language}
                            autosize
                            minRows={3}
                            placeholder={isEmpty(words) ? t('texts.notAsked') : other}
                            value={words[language]}
                            onChange={(event) =>
                              write(competency.key, place, event.currentTarget.value)
                            }
                          />
                        </li>
                      );
                    })}
                  </ol>
                </article>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}
