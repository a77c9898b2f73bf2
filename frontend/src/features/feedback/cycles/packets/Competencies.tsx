import { useTranslation } from 'react-i18next';
import type { FragmentType } from '@/gql';
import { unmask } from '@/gql';
import { Section } from '@/ui/Section';
import { useCompetency } from '../parts/useCompetency';
import { Bar } from './Bar';
import classes from './packets.module.css';
import { useFigures } from './useFigures';
import { CompetencyFragment, TotalFragment } from './wire';

interface CompetenciesProps {
  competencies: readonly FragmentType<typeof CompetencyFragment>[];
  total: FragmentType<typeof TotalFragment> | null;
}

const TONES = { self: 'own', manager: 'manager', others: 'others' } as const;

/** Self against others in each competency, with the formula that it was counted by. */
export function Competencies({ competencies: masked, total: maskedTotal }: CompetenciesProps) {
  const { t } = useTranslation(['reviews', 'cycles']);
  const competency = useCompetency();
  const { figure, difference } = useFigures();
  const competencies = unmask(CompetencyFragment, masked);
  const total = unmask(TotalFragment, maskedTotal);
  if (competencies.length === 0 && !total) return null;
  return (
    <Section title={t('competencies.title')} look="card">
      <p className={classes.quiet}>{t('competencies.lead')}</p>
      <ul className={classes.competencies}>
        {competencies.map((one) => (
          <li key={one.competency} className={classes.competency}>
            <div className={classes.competencyHead}>
              <h3>{competency(one.competency)}</h3>
              <span className={classes.quiet}>{t('competencies.scale', { maximum: one.scaleMaximum })}</span>
            </div>
            <dl className={classes.bars}>
              {(['self', 'manager', 'others'] as const).map((who) => {
                const value = one[who];
                return (
                  <div key={who} className={classes.barRow}>
                    <dt>{t(`who.${who}`)}</dt>
                    <dd>
                      {value === null ? (
                        <span className={classes.quiet}>{t('figure.none')}</span>
                      ) : (
                        <>
                          <Bar value={value} least={1} most={one.scaleMaximum} tone={TONES[who]} />
                          <span className={classes.number}>{figure(value)}</span>
                        </>
                      )}
                    </dd>
                  </div>
                );
              })}
              {one.gap === null ? null : (
                <div className={classes.barRow}>
                  <dt>{t('who.gap')}</dt>
                  <dd>
                    <span className={classes.gap}>{gapWords(one.gap)}</span>
                    <span className={classes.number}>{difference(one.gap)}</span>
                  </dd>
                </div>
              )}
            </dl>
            <p className={classes.formula}>{one.formula}</p>
          </li>
        ))}
      </ul>
      {total ? (
        <div className={classes.total}>
          <div className={classes.competencyHead}>
            <h3>{t('total.title')}</h3>
            <span className={classes.totalNumber}>
              {t('total.of', { value: figure(total.mean), maximum: figure(total.scaleMaximum) })}
            </span>
          </div>
          <p className={classes.formula}>{total.formula}</p>
          {total.missing.length > 0 ? <p className={classes.quiet}>{t('total.missing')}</p> : null}
        </div>
      ) : null}
    </Section>
  );

  function gapWords(gap: number): string {
    if (Math.abs(gap) < 0.5) return t('gap.close');
    return t(gap > 0 ? 'gap.higher' : 'gap.lower');
  }
}
