"""The countries served at the start; another one is another row."""

from django.db import migrations

SQL = """
INSERT INTO accounts_pays
  (code, nom, nom_en, nom_zh, devise, fuseau, indicatif, role_suffixe, origine, ordre) VALUES
  ('CN', 'Chine', 'China', '中国', 'CNY', 'Asia/Shanghai', '+86', 'chine', true, 1),
  ('ML', 'Mali', 'Mali', '马里', 'XOF', 'Africa/Bamako', '+223', 'mali', false, 2),
  ('CI', 'Côte d''Ivoire', 'Côte d''Ivoire', '科特迪瓦', 'XOF', 'Africa/Abidjan', '+225', 'rci', false, 3);
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0002_lignes"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
