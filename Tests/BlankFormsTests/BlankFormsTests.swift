// Tests of BlankForms.
