"""`manage.py preparer_stockage`: the private bucket of the media, made if it is missing."""

from typing import Any

import boto3
from botocore.exceptions import ClientError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.environment import env


class Command(BaseCommand):
    help = "Crée le seau S3 s'il n'existe pas encore."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--adresse", default="", help="Adresse interne du stockage, si l'autre est publique."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not env.s3_bucket:
            raise CommandError("Donnez AWS_STORAGE_BUCKET_NAME.")
        client = boto3.client(
            "s3",
            endpoint_url=options["adresse"] or env.s3_endpoint or None,
            region_name=env.s3_region,
            aws_access_key_id=env.s3_key or None,
            aws_secret_access_key=env.s3_secret.get_secret_value() if env.s3_secret else None,
        )
        try:
            client.head_bucket(Bucket=env.s3_bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise CommandError(str(error)) from error
            client.create_bucket(Bucket=env.s3_bucket)
        self.stdout.write(f"Seau prêt : {env.s3_bucket}")
