// Room of BlankForms.
