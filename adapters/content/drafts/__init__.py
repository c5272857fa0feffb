"""What Moodle's two formats have in common: texts by language, shares in percent, tags that carry facts."""
