#include <curl/curl.h>

// Swift cannot call functions with variable arguments, so each type of option has a function.

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

/// Leaves nothing but HTTP and HTTPS, for redirects too.
static inline CURLcode curl_allow_only_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  return code ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  long http = CURLPROTO_HTTP | CURLPROTO_HTTPS;
  CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS, http);
  return code ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, http);
#endif
}

/// Has header lines and the body delivered to functions that are given `context`.
static inline void curl_deliver(
    CURL *handle, curl_write_callback header, curl_write_callback body, void *context) {
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

/// Has a function asked several times a second whether to go on: anything but 0 ends the transfer.
static inline void curl_ask(CURL *handle, curl_xferinfo_callback ask, void *context) {
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, ask);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
}

/// The status of the newest answer, 0 if there was none.
static inline long curl_status(CURL *handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

/// Prepares the library; to be called once, before anything else.
static inline CURLcode curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
