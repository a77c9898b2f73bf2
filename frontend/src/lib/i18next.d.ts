import 'i18next';
import type access from '../locales/en/access.json';
import type coach from '../locales/en/coach.json';
import type common from '../locales/en/common.json';
import type company from '../locales/en/company.json';
import type competencies from '../locales/en/competencies.json';
import type cycles from '../locales/en/cycles.json';
import type development from '../locales/en/development.json';
import type feedback from '../locales/en/feedback.json';
import type files from '../locales/en/files.json';
import type handovers from '../locales/en/handovers.json';
import type home from '../locales/en/home.json';
import type imports from '../locales/en/imports.json';
import type learning from '../locales/en/learning.json';
import type notes from '../locales/en/notes.json';
import type one_on_ones from '../locales/en/one_on_ones.json';
import type people from '../locales/en/people.json';
import type recognition from '../locales/en/recognition.json';
import type relationships from '../locales/en/relationships.json';
import type reports from '../locales/en/reports.json';
import type reviews from '../locales/en/reviews.json';
import type skills from '../locales/en/skills.json';
import type team from '../locales/en/team.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    interpolationPrefix: '{';
    interpolationSuffix: '}';
    resources: {
      access: typeof access;
      coach: typeof coach;
      common: typeof common;
      company: typeof company;
      competencies: typeof competencies;
      cycles: typeof cycles;
      development: typeof development;
      feedback: typeof feedback;
      files: typeof files;
      handovers: typeof handovers;
      home: typeof home;
      imports: typeof imports;
      learning: typeof learning;
      notes: typeof notes;
      one_on_ones: typeof one_on_ones;
      people: typeof people;
      recognition: typeof recognition;
      relationships: typeof relationships;
      reports: typeof reports;
      reviews: typeof reviews;
      skills: typeof skills;
      team: typeof team;
    };
  }
}
