/** That something may be noticed, and not what. */
export const VAGUE =
  /\b(?:some|brief|short|minor|intermittent|possible|potential|temporary|slight)\s(?:\w{1,14}\s)?(?:disruptions?|interruptions?|issues?|problems?|impact|hiccups?|glitch(?:es)?|instability|blips?)\b|\b(?:may|might|could)\s(?:also\s)?(?:be\s(?:\w{1,14}\s)?(?:affected|impacted|disrupted|unstable)|(?:experience|see|notice|have)\s(?:some\s|brief\s|short\s)?(?:issues|problems|disruptions?|interruptions?|hiccups?))\b/i;
