import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { Role } from '@/gql/graphql';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { PersonLine } from '@/ui/PersonLine';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './company.module.css';
import { useGrantRole, useRevokeRole } from './useRoles';

const RoleHoldersQuery = graphql(`
  query RoleHolders {
    roleHolders {
      role
      grantedAt
      person {
        id
        name
        ...PersonLine_person
      }
    }
  }
`);

const ROLES: readonly Role[] = ['ADMINISTRATOR', 'HR'];

/** Who is HR and who administers; everybody else needs no role. */
export function RoleHolders() {
  const { t } = useTranslation('company');
  const dates = useDates();
  const result = useQuery({ query: RoleHoldersQuery });
  const [granting, setGranting] = useState(false);
  const revoke = useRevokeRole();

  async function take(personId: string, name: string, role: Role) {
    const outcome = await revoke.run({ input: { personId, role } });
    toast(
      outcome.ok
        ? t('roles.revoked', { name, role: t(`roles.${role}`) })
        : (outcome.refusal?.message ?? outcome.fault ?? ''),
    );
  }

  return (
    <div className={classes.stack}>
      <div className={classes.actions}>
        <Button onClick={() => setGranting(true)}>{t('roles.grant')}</Button>
        <span className={classes.hint}>{t('roles.explain')}</span>
      </div>
      <Query result={result}>
        {({ roleHolders }) =>
          roleHolders ? (
            <>
              {ROLES.map((role) => {
                const holders = roleHolders.filter((holder) => holder.role === role);
                return (
                  <Section key={role} title={t(`roles.${role}`)}>
                    {holders.length === 0 ? (
                      <EmptyState title={t('roles.none')} example={t(`roles.noneExample.${role}`)} />
                    ) : (
                      <ul className={classes.list}>
                        {holders.map((holder) => (
                          <li key={holder.person.id} className={classes.item}>
                            <span className={classes.grow}>
                              <PersonLine person={holder.person} />
                            </span>
                            <span className={classes.count}>
                              {t('roles.since', { date: dates.shortDay(holder.grantedAt) })}
                            </span>
                            <Button
                              variant="default"
                              aria-label={t('roles.revokeFrom', { name: holder.person.name })}
                              onClick={() => void take(holder.person.id, holder.person.name, role)}
                            >
                              {t('roles.revoke')}
                            </Button>
                          </li>
                        ))}
                      </ul>
                    )}
                  </Section>
                );
              })}
            </>
          ) : (
            <NotThere />
          )
        }
      </Query>
      <GrantRoleDialog opened={granting} onClose={() => setGranting(false)} />
    </div>
  );
}

function GrantRoleDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['company', 'common']);
  const [people, setPeople] = useState<PickedPerson[]>([]);
  const [role, setRole] = useState<Role>('HR');
  const grant = useGrantRole();
  const person = people[0];

  async function run() {
    if (!person) return;
    const outcome = await grant.run({ input: { personId: person.id, role } });
    if (!outcome.ok) return;
    toast(t('roles.granted', { name: person.name, role: t(`roles.${role}`) }));
    setPeople([]);
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={t('roles.grant')} size="sm">
      <Form onSubmit={() => void run()}>
        <PersonPicker
          label={t('roles.person')}
          value={people}
          onChange={setPeople}
          error={grant.fieldError('personId')}
          withMe
          required
          autoFocus
        />
        <SegmentedControl
          aria-label={t('roles.role')}
          value={role}
          onChange={(value) => setRole(value as Role)}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
        <p className={classes.hint}>{t(`roles.noneExample.${role}`)}</p>
        <FormError>{grant.error('personId')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel', { ns: 'common' })}
          </Button>
          <Button type="submit" disabled={!person} loading={grant.pending}>
            {t('roles.grant')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
