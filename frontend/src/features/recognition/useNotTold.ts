import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';
import { toast } from '@/ui/toast';

/** Says who was mentioned and may not read it, so that nobody waits for their answer. */
export function useNotTold() {
  const { t } = useTranslation('recognition');
  const { locale } = useDates();
  return (people: readonly { name: string }[]) => {
    if (people.length === 0) return;
    const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(people.map((one) => one.name));
    toast(t('mention.notTold', { count: people.length, names }));
  };
}
