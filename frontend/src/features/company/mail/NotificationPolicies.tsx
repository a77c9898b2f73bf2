import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useMedia } from '@/lib/useMedia';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';

const NotificationPoliciesQuery = graphql(`
  query NotificationPolicies {
    notificationPolicies {
      kind
      area
      channel
      on
      required
      fixed
    }
  }
`);

const SetNotificationPolicy = graphql(`
  mutation SetNotificationPolicy($input: SetNotificationPolicyInput!) {
    setNotificationPolicy(input: $input) {
      ... on SetNotificationPolicySuccess {
        policies {
          kind
          channel
          on
          required
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

type Policy = NonNullable<DocumentType<typeof NotificationPoliciesQuery>['notificationPolicies']>[number];

const WORDS = ['ON', 'OFF', 'ALWAYS', 'NEVER'] as const;
type Word = (typeof WORDS)[number];
const NARROW = '(max-width: 47.99em)';

/** What the company says of a kind and a channel, as one word. */
function wordOf({ on, required }: Pick<Policy, 'on' | 'required'>): Word {
  if (required) return on ? 'ALWAYS' : 'NEVER';
  return on ? 'ON' : 'OFF';
}

/** What everybody gets unless they choose otherwise, and what nobody chooses. */
export function NotificationPolicies() {
  const { t } = useTranslation('mail');
  const result = useQuery({ query: NotificationPoliciesQuery });
  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{t('policies.explain')}</p>
      <Query result={result}>
        {({ notificationPolicies: policies }) =>
          policies ? (
            [...new Set(policies.map((one) => one.area))].map((area) => (
              <Area key={area} policies={policies.filter((one) => one.area === area)} />
            ))
          ) : (
            <NotThere />
          )
        }
      </Query>
    </div>
  );
}

/** Kinds of one part of erm; on a phone folded, so that the page is a screen and not forty. */
function Area({ policies }: { policies: readonly Policy[] }) {
  const { t } = useTranslation(['reach', 'mail']);
  const narrow = useMedia(NARROW);
  const [first] = policies;
  if (!first) return null;
  const title = t(`area.${first.area}`);
  const kinds = [...new Set(policies.map((one) => one.kind))];
  const list = (
    <ul className={classes.list}>
      {kinds.map((kind) => (
        <li key={kind}>
          <Kind policies={policies.filter((one) => one.kind === kind)} name={t(`kind.${kind}`)} />
        </li>
      ))}
    </ul>
  );
  if (!narrow) return <Section title={title}>{list}</Section>;
  return (
    <details>
      <summary className={classes.areaHead}>
        <h2 className={classes.areaTitle}>{title}</h2>
        <span className={classes.note}>{t('mail:policies.kinds', { count: kinds.length })}</span>
      </summary>
      {list}
    </details>
  );
}

/** One kind in all channels. On a phone it is a line that says how it stands, and opens for a change. */
function Kind({ policies, name }: { policies: readonly Policy[]; name: string }) {
  const { t } = useTranslation(['mail', 'reach']);
  const narrow = useMedia(NARROW);
  const cells = (
    <div className={classes.cells}>
      {policies.map((one) => (
        <Cell key={one.channel} policy={one} />
      ))}
    </div>
  );
  if (!narrow) {
    return (
      <div className={classes.policy}>
        <span className={classes.policyKind}>{name}</span>
        {cells}
      </div>
    );
  }
  return (
    <details className={classes.fold}>
      <summary className={classes.foldHead}>
        <span className={classes.policyKind}>{name}</span>
        <span className={classes.standing}>
          {policies.every((one) => wordOf(one) === 'ON') ? t('policy.everywhere') : policies.map((one) => (
            <span key={one.channel} data-required={one.required || undefined}>
              {t('policy.standing', { channel: t(`reach:channel.${one.channel}`), word: t(`policy.${wordOf(one)}`) })}
            </span>
          ))}
        </span>
      </summary>
      {cells}
    </details>
  );
}

/** One kind in one channel. What erm itself requires says so instead of a choice. */
function Cell({ policy }: { policy: Policy }) {
  const { t } = useTranslation(['mail', 'reach']);
  const set = useCommand(SetNotificationPolicy);
  const { kind, channel } = policy;
  const label = t(`reach:channel.${channel}`);
  if (policy.fixed) {
    return (
      <div className={classes.fixed}>
        <span className={classes.fixedLabel}>{label}</span>
        <span>{t(`policy.${wordOf(policy)}`)}</span>
        <span className={classes.note}>{t('policy.fixed')}</span>
      </div>
    );
  }

  async function choose(word: Word) {
    const outcome = await set.run({
      input: {
        kind,
        channel,
        on: word === 'ON' || word === 'ALWAYS',
        required: word === 'ALWAYS' || word === 'NEVER',
      },
    });
    if (outcome.ok) toast(t('policy.saved'));
  }

  return (
    <NativeSelect
      size="md"
      label={label}
      aria-label={t('policy.label', { kind: t(`reach:kind.${kind}`), channel: label })}
      value={wordOf(policy)}
      disabled={set.pending}
      error={set.error()}
      onChange={(event) => void choose(event.currentTarget.value as Word)}
      data={WORDS.map((value) => ({ value, label: t(`policy.${value}`) }))}
    />
  );
}
