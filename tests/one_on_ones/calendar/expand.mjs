// What an independent reader, Mozilla's ical.js, makes of calendar objects.
//
// stdin:  [{"ics": "...", "until": <seconds>}]; stdout: for each what it says and when it takes place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2]);
const { default: ICAL } = await import(require.resolve('ical.js'));

const seconds = (time) => time.toUnixTime();

function addresses(component, name) {
  return component.getAllProperties(name).map((property) => ({
    value: property.getFirstValue(),
    ...Object.fromEntries(
      ['cn', 'partstat', 'rsvp', 'role', 'cutype'].map((key) => [key, property.getParameter(key)]),
    ),
  }));
}

function described(component) {
  const text = (name) => component.getFirstPropertyValue(name);
  return {
    summary: text('summary'),
    description: text('description'),
    url: text('url'),
    sequence: text('sequence'),
    status: text('status'),
    transp: text('transp'),
    dtstamp: seconds(text('dtstamp')),
    zone: text('dtstart').zone.tzid,
    organizer: addresses(component, 'organizer'),
    attendees: addresses(component, 'attendee'),
    names: [...new Set(component.getAllProperties().map((property) => property.name))],
  };
}

function instances(master, exceptions, until) {
  const event = new ICAL.Event(master, { exceptions });
  const found = [];
  if (!event.isRecurring()) {
    return [[seconds(event.startDate), seconds(event.startDate), seconds(event.endDate)]];
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && seconds(next) <= until; next = iterator.next()) {
    const { recurrenceId, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push([seconds(recurrenceId), seconds(startDate), seconds(endDate)]);
  }
  return found;
}

function read({ ics, until }) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const byUid = Map.groupBy(calendar.getAllSubcomponents('vevent'), (component) =>
    component.getFirstPropertyValue('uid'),
  );
  const events = [...byUid].map(([uid, components]) => {
    const isException = (component) => component.hasProperty('recurrence-id');
    const exceptions = components.filter(isException);
    const master = components.find((component) => !isException(component));
    return {
      uid,
      ...described(master ?? exceptions[0]),
      rrule: master?.getFirstPropertyValue('rrule')?.toString() ?? null,
      instances: master ? instances(master, exceptions, until) : [],
      overrides: exceptions.map((component) => [
        seconds(component.getFirstPropertyValue('recurrence-id')),
        seconds(component.getFirstPropertyValue('dtstart')),
        seconds(component.getFirstPropertyValue('dtend')),
      ]),
    };
  });
  return {
    method: calendar.getFirstPropertyValue('method'),
    version: calendar.getFirstPropertyValue('version'),
    prodid: calendar.getFirstPropertyValue('prodid'),
    zones: calendar
      .getAllSubcomponents('vtimezone')
      .map((component) => component.getFirstPropertyValue('tzid')),
    events,
  };
}

const wanted = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(wanted.map(read)));
