"""How the demo platform speaks: generically, as Moodle, or as Canvas."""
