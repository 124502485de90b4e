"""A register of many councils: make-register.py REGISTER COUNT. The councils of REGISTER, then invented ones."""
import csv, itertools, random, sys

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
columns = list(rows[0])
syllables = ["ba", "dou", "fel", "gri", "hin", "jor", "kel", "lum", "mir", "nas", "pol", "rag", "sev", "tov", "wen", "zid"]
names = ["".join(parts).capitalize() for parts in itertools.product(syllables, repeat=3)]
random.Random(7).shuffle(names)
for number, name in enumerate(names[: int(sys.argv[2]) - len(rows)]):
    row = dict.fromkeys(columns, "")
    row.update(id=f"X-{number}", kind="province", name_fr=name, full_name_fr=f"Province de {name}",
               council_fr=f"Conseil provincial de {name}")
    rows.append(row)
writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
writer.writeheader()
writer.writerows(rows)
