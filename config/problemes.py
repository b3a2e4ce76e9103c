"""Problem documents (RFC 9457) for what fails before or outside the API's own handlers."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

_TEXTS: dict[int, dict[str, tuple[str, str]]] = {
    400: {
        "code": ("requete_malformee", ""),
        "fr": ("Requête illisible", "La requête est illisible. Vérifiez sa forme."),
        "en": ("Unreadable request", "The request cannot be read. Check its form."),
        "zh": ("请求无法读取", "无法读取该请求，请检查格式。"),
    },
    403: {
        "code": ("action_interdite", ""),
        "fr": ("Action non autorisée", "Cette action ne vous est pas ouverte."),
        "en": ("Not allowed", "This action is not open to you."),
        "zh": ("无权限", "您无权执行此操作。"),
    },
    404: {
        "code": ("introuvable", ""),
        "fr": (
            "Introuvable",
            "Rien ne correspond à cette demande. Vérifiez le code ou l'adresse.",
        ),
        "en": (
            "Not found",
            "Nothing matches this request. Check the code or the address.",
        ),
        "zh": ("未找到", "没有匹配的内容。请检查编号或地址。"),
    },
    405: {
        "code": ("methode_interdite", ""),
        "fr": ("Méthode non permise", "Cette adresse n'accepte pas cette méthode."),
        "en": ("Method not allowed", "This address does not accept this method."),
        "zh": ("方法不被允许", "该地址不接受此方法。"),
    },
    413: {
        "code": ("trop_volumineux", ""),
        "fr": ("Trop volumineux", "L'envoi dépasse la taille permise. Réduisez-le."),
        "en": ("Too large", "The upload exceeds the allowed size. Make it smaller."),
        "zh": ("内容过大", "上传内容超过允许的大小，请缩小后重试。"),
    },
    422: {
        "code": ("reference_inconnue", ""),
        "fr": (
            "Référence inconnue",
            "Un élément cité n'existe pas ou n'existe plus. Choisissez-le de nouveau.",
        ),
        "en": (
            "Unknown reference",
            "Something referred to does not exist, or no longer does. Choose it again.",
        ),
        "zh": ("引用不存在", "所引用的内容不存在或已删除，请重新选择。"),
    },
    500: {
        "code": ("erreur_interne", ""),
        "fr": (
            "Erreur interne",
            (
                "Une erreur est survenue de notre côté. Recommencez ; si elle persiste, donnez"
                " l'identifiant de la requête au support."
            ),
        ),
        "en": (
            "Internal error",
            (
                "Something went wrong on our side. Try again; if it persists, give the request id"
                " to support."
            ),
        ),
        "zh": (
            "内部错误",
            "系统出现错误。请重试；如仍出现，请将请求编号告知支持人员。",
        ),
    },
}


def problem_langue(request: HttpRequest) -> str:
    """fr | en | zh from Accept-Language, French by default."""
    for part in request.headers.get("Accept-Language", "").lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in {"fr", "en", "zh"}:
            return tag
    return "fr"


def problem_response(request: HttpRequest, status: int) -> HttpResponse:
    texts = _TEXTS.get(status) or _TEXTS[500 if status >= 500 else 400]
    title, detail = texts[problem_langue(request)]
    code = texts["code"][0]
    body: dict[str, Any] = {
        "type": f"urn:ts:erreur:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
    }
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: also what Django makes of a body over DATA_UPLOAD_MAX_MEMORY_SIZE."""
    too_big = type(exception).__name__ == "RequestDataTooBig"
    return problem_response(request, 413 if too_big else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return problem_response(request, 500)
