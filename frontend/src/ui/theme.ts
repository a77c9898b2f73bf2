import type { CSSVariablesResolver, MantineColorsTuple, MantineThemeOverride } from '@mantine/core';
import { createTheme } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#E9F5F3', '#D3EAE6', '#A8D5CE', '#79C0B5', '#52AB9F',
  '#2F9488', '#197C72', '#0D665D', '#0A544C', '#073F39',
];
const amber: MantineColorsTuple = [
  '#FFF6E5', '#FDEAC6', '#FAD68E', '#F5BF55', '#ECA62B',
  '#D18A0E', '#A96C08', '#875506', '#694205', '#4B2F04',
];
const red: MantineColorsTuple = [
  '#FDF1EF', '#FADEDA', '#F4BAB2', '#EE9A8F', '#E37264',
  '#D4503F', '#B93525', '#98291B', '#782015', '#571710',
];
/** Warm greys: the ground is warm, so plain greys would look blue on it. */
const gray: MantineColorsTuple = [
  '#F7F5F2', '#EFECE7', '#E2DED7', '#CFCAC1', '#948E83',
  '#7F796F', '#67625A', '#524E47', '#3A3733', '#262421',
];
const dark: MantineColorsTuple = [
  '#ECEAE5', '#D0CDC6', '#B0ACA3', '#8F8A80', '#77736A',
  '#393630', '#2A2823', '#1B1A17', '#151412', '#0E0D0C',
];

/** The look of interface.md: warm ground, one deep teal, amber for recognition, radius 8. */
export const theme: MantineThemeOverride = createTheme({
  colors: { teal, amber, red, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  white: '#FFFFFF',
  black: '#1B1A18',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    // Its own style element would break the Content-Security-Policy; global.css stops scrolling.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    Badge: { defaultProps: { tt: 'none', size: 'lg' } },
    ModalRoot: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    // The placeholder is a focusable child that a menu may not have; the first item takes the focus.
    Menu: {
      defaultProps: {
        transitionProps: { duration: 100 },
        shadow: 'md',
        withInitialFocusPlaceholder: false,
      },
    },
    // What floats belongs to the content, so that it stands in a landmark.
    Portal: { defaultProps: { target: '#floating' } },
    Tooltip: { defaultProps: { transitionProps: { duration: 80 }, openDelay: 300 } },
    Skeleton: { defaultProps: { 'aria-hidden': true } },
  },
});

/** Variables beyond Mantine's own, in light and dark. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#FBFAF8',
    '--mantine-color-dimmed': '#67625A',
    '--mantine-color-placeholder': '#736E65',
    '--mantine-color-error': '#B93525',
    '--mantine-color-anchor': '#0D665D',
    '--mantine-color-default-border': '#CFCAC1',
    '--erm-surface': '#FFFFFF',
    '--erm-sunken': '#F3F0EB',
    '--erm-line': '#E6E2DB',
    '--erm-warm': '#FFF6E5',
    '--erm-warm-text': '#875506',
    '--erm-accent-soft': '#E9F5F3',
    '--erm-accent-text': '#0A544C',
    '--erm-danger-soft': '#FDF1EF',
    '--erm-danger-text': '#98291B',
  },
  dark: {
    '--mantine-color-body': '#1B1A17',
    '--mantine-color-dimmed': '#B0ACA3',
    '--mantine-color-placeholder': '#A19C92',
    '--mantine-color-error': '#EE9A8F',
    '--mantine-color-anchor': '#79C0B5',
    '--mantine-color-default-border': '#5A564F',
    // Mantine's own soft grounds are nearly black in the dark.
    '--mantine-color-teal-light': '#17352F',
    '--mantine-color-teal-light-hover': '#1D443D',
    '--mantine-color-teal-light-color': '#A8D5CE',
    '--mantine-color-amber-light': '#3A2C14',
    '--mantine-color-amber-light-hover': '#4A3818',
    '--mantine-color-amber-light-color': '#F5BF55',
    '--mantine-color-red-light': '#44221C',
    '--mantine-color-red-light-hover': '#572B24',
    '--mantine-color-red-light-color': '#F4BAB2',
    '--mantine-color-gray-light': '#35322D',
    '--mantine-color-gray-light-hover': '#423F39',
    '--mantine-color-gray-light-color': '#D0CDC6',
    '--erm-surface': '#242320',
    '--erm-sunken': '#151412',
    '--erm-line': '#393630',
    '--erm-warm': '#332713',
    '--erm-warm-text': '#F5BF55',
    '--erm-accent-soft': '#15302C',
    '--erm-accent-text': '#A8D5CE',
    '--erm-danger-soft': '#3A1D18',
    '--erm-danger-text': '#F4BAB2',
  },
});
